import { useState } from 'preact/hooks';
import type { Standing } from '../../app/session.ts';
import { AdjustForFinding, FollowFinding, RecordEvaluation } from '../../generated/evaluation.ts';
import type { FollowUp } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge, type Shape, type Tone } from '../../ui/badge.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { ActionData } from './action.tsx';

type Finding = ActionData['evaluations'][number]['findings'][number];

const LOOK: Record<FollowUp, readonly [Shape, Tone]> = {
  OPEN: ['plan', 'warn'],
  IN_PROGRESS: ['run', 'quiet'],
  DONE: ['done', 'good'],
  NOT_TAKEN_UP: ['stop', 'bad'],
};

interface EvaluationsProps {
  readonly action: ActionData;
  readonly viewer: Standing;
}

/** How an action was judged: what was found, what was changed because of it, and what is still to be done. */
export function Evaluations({ action, viewer }: EvaluationsProps) {
  const { t, day } = useText();
  const mayRecord = viewer.has('EVALUATOR', 'DIRECTOR', 'COORDINATOR');
  if (action.evaluations.length === 0 && !mayRecord) return null;
  return (
    <Section title={t('evaluations')}>
      {action.evaluations.length === 0 ? <p class="quiet">{t('evaluationsNone')}</p> : null}
      <ul class="queue">
        {action.evaluations.map((one) => (
          <li key={one.code} class="card-row">
            <div>
              <h3>
                {one.title} <span class="code">{one.code}</span>
              </h3>
              <p class="small quiet">
                {[day(one.evaluatedOn), one.organisation?.name].filter(Boolean).join(' · ')}
              </p>
              {one.summary === null ? null : <p class="said">{one.summary}</p>}
              <ol class="findings">
                {one.findings.map((finding) => (
                  <li key={finding.id}>
                    <FindingText finding={finding} action={action} viewer={viewer} />
                  </li>
                ))}
              </ol>
            </div>
          </li>
        ))}
      </ul>
      {mayRecord ? <RecordForm action={action} /> : null}
    </Section>
  );
}

function FindingText(props: EvaluationsProps & { readonly finding: Finding }) {
  const { t, words, day } = useText();
  const { finding, action, viewer } = props;
  const [shape, tone] = LOOK[finding.followUp];
  return (
    <>
      <p class="said">{finding.text}</p>
      <p>
        <Badge shape={shape} tone={tone}>
          {words.FollowUp[finding.followUp]}
        </Badge>{' '}
        <span class="small quiet">
          {finding.followedUpOn === null ? '' : day(finding.followedUpOn)} {finding.followUpNote}
        </span>
      </p>
      {finding.adjustments.length === 0 ? null : (
        <ul class="small">
          {finding.adjustments.map(({ code, change }) => (
            <li key={code}>
              {t('adjusted')}: {change ?? code}
            </li>
          ))}
        </ul>
      )}
      {viewer.has('DIRECTOR', 'COORDINATOR') ? (
        <details>
          <summary>
            {t('followFinding')} <span class="hidden">{finding.text}</span>
          </summary>
          <FollowForm finding={finding} />
          <AdjustForm finding={finding} action={action} />
        </details>
      ) : null}
    </>
  );
}

function FollowForm({ finding }: { readonly finding: Finding }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(FollowFinding);
  const [followUp, setFollowUp] = useState<FollowUp>(finding.followUp);
  const { values, names, field, forget } = useValues(
    `finding ${finding.id} ${finding.version}`,
    { note: finding.followUpNote ?? '' },
    refusals,
  );
  return (
    <Form
      label={t('save')}
      isBusy={isBusy}
      refusals={refusals}
      fields={names}
      onSend={() =>
        send({
          findingId: finding.id,
          expectedVersion: finding.version,
          followUp,
          note: values.note || null,
        }).then(({ refusals: found }) => {
          if (found.length === 0) forget();
        })
      }
    >
      <ChoiceField
        label={t('whatWasDone')}
        value={followUp}
        onValue={(one) => setFollowUp(one || 'OPEN')}
        words={words.FollowUp}
      />
      <TextField
        label={t('remark')}
        hint={followUp === 'NOT_TAKEN_UP' ? t('whyNotTakenUp') : undefined}
        isRequired={followUp === 'NOT_TAKEN_UP'}
        rows={2}
        maxLength={2000}
        {...field('note')}
      />
    </Form>
  );
}

/** Changes the action because of a finding; that it was because of it stays. */
function AdjustForm({ finding, action }: { readonly finding: Finding; readonly action: ActionData }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(AdjustForFinding);
  const { values, names, field, reset } = useValues(
    `adjustment ${finding.id}`,
    { change: '', reason: '', plannedEnd: '' },
    refusals,
  );
  const store = async () => {
    const { refusals: found } = await send({
      actionId: action.id,
      expectedVersion: action.version,
      findingId: finding.id,
      change: values.change,
      reason: values.reason,
      ...(values.plannedEnd === ''
        ? {}
        : { plannedEnd: values.plannedEnd, plannedEndPrecision: 'DAY' as const }),
    });
    if (found.length === 0) reset();
  };
  return (
    <Form label={t('adjustSend')} isSecond onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
      <h4>{t('adjustForIt')}</h4>
      <TextField label={t('whatChanges')} isRequired rows={2} maxLength={2000} {...field('change')} />
      <TextField label={t('reason')} isRequired rows={2} maxLength={2000} {...field('reason')} />
      <TextField
        label={t('newPlannedEnd')}
        hint={t('newPlannedEndHint')}
        type="date"
        {...field('plannedEnd')}
      />
    </Form>
  );
}

function RecordForm({ action }: { readonly action: ActionData }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(RecordEvaluation);
  const { values, names, field, reset } = useValues(
    `evaluation ${action.id}`,
    { title: '', summary: '', evaluatedOn: '', findings: '' },
    refusals,
  );
  const store = async () => {
    const { refusals: found } = await send({
      actionId: action.id,
      title: values.title,
      summary: values.summary || null,
      evaluatedOn: values.evaluatedOn || null,
      findings: values.findings
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    });
    if (found.length === 0) reset();
  };
  return (
    <details>
      <summary>{t('recordEvaluation')}</summary>
      <Form label={t('recordEvaluation')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <TextField label={t('title')} isRequired maxLength={500} {...field('title')} />
        <TextField label={t('evaluatedOn')} hint={t('heldOnHint')} type="date" {...field('evaluatedOn')} />
        <TextField label={t('evaluationSummary')} rows={4} maxLength={5000} {...field('summary')} />
        <TextField
          label={t('findings')}
          hint={t('findingsHint')}
          rows={5}
          isRequired
          {...field('findings')}
        />
      </Form>
    </details>
  );
}
