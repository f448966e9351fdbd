import type { ComponentChildren } from 'preact';
import type { Refusal } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, faultOf, TextField } from '../../ui/field.tsx';
import type { Draft, Evidence } from './draft.ts';

/** Reasons that one can give for a number that one has not; the others are the hub's own. */
const REASONS = ['NOT_MEASURED', 'NOT_APPLICABLE'] as const;
const MOST_EVIDENCE = 20;

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly refusals: readonly Refusal[];
}

/** What is asked, in the order in which people think of it. */
export function ReportFields({ draft, change, refusals }: FieldsProps) {
  const { t, words } = useText();
  const fault = (name: keyof Draft) => faultOf(refusals, name);
  return (
    <>
      <ChoiceField
        label={t('reportStatus')}
        value={draft.reportedStatus}
        onValue={(reportedStatus) => change({ reportedStatus })}
        words={words.ActionStatus}
        none={t('chooseOne')}
        fault={fault('reportedStatus')}
      />
      <TextField
        label={t('reportNarrative')}
        hint={t('reportNarrativeHint')}
        rows={5}
        maxLength={5000}
        value={draft.narrative}
        onValue={(narrative) => change({ narrative })}
        fault={fault('narrative')}
      />
      <TextField
        label={t('reportPercent')}
        type="number"
        min="0"
        max="100"
        value={draft.completionPercent}
        onValue={(completionPercent) => change({ completionPercent })}
        fault={fault('completionPercent')}
      />
      {draft.completionPercent === '' ? null : (
        <ChoiceField
          label={t('reportMethod')}
          value={draft.completionMethod || 'JUDGEMENT'}
          onValue={(completionMethod) => change({ completionMethod })}
          words={words.CompletionMethod}
          fault={fault('completionMethod')}
        />
      )}
      <TextField
        label={t('peopleReached')}
        hint={t('reportPeopleHint')}
        type="number"
        min="0"
        value={draft.peopleReached}
        onValue={(peopleReached) => change({ peopleReached })}
        fault={fault('peopleReached')}
      />
      {draft.peopleReached === '' ? (
        <ChoiceField
          label={t('reportNoPeople')}
          value={draft.peopleReachedReason}
          onValue={(peopleReachedReason) => change({ peopleReachedReason })}
          words={Object.fromEntries(REASONS.map((one) => [one, words.MissingReason[one]])) as never}
          none={t('chooseOne')}
          fault={fault('peopleReachedReason')}
        />
      ) : (
        <ChoiceField
          label={t('reportBasis')}
          value={draft.reachBasis || 'COUNTED'}
          onValue={(reachBasis) => change({ reachBasis })}
          words={words.ReachBasis}
          fault={fault('reachBasis')}
        />
      )}
      <TextField
        label={t('obstacles')}
        rows={3}
        maxLength={5000}
        value={draft.obstacles}
        onValue={(obstacles) => change({ obstacles })}
        fault={fault('obstacles')}
      />
      <EvidenceFields evidence={draft.evidence} change={change} fault={fault('evidence')} />
    </>
  );
}

function EvidenceFields(props: {
  readonly evidence: readonly Evidence[];
  readonly change: (part: Partial<Draft>) => void;
  readonly fault: ComponentChildren;
}) {
  const { t, words } = useText();
  const { evidence, change } = props;
  const put = (i: number, part: Partial<Evidence>) =>
    change({ evidence: evidence.map((one, k) => (k === i ? { ...one, ...part } : one)) });
  return (
    <fieldset class="field">
      <legend>{t('evidence')}</legend>
      <p class="hint">{t('evidenceHint')}</p>
      {props.fault === null ? null : <p class="fault">{props.fault}</p>}
      {evidence.map((one, i) => (
        // Rows have no name of their own, and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <div key={i} class="card-row">
          <div>
            <ChoiceField
              label={t('evidenceKind')}
              value={one.category}
              onValue={(category) => put(i, { category: category || 'OTHER' })}
              words={words.EvidenceCategory}
            />
            <TextField label={t('title')} value={one.title} onValue={(title) => put(i, { title })} />
            <TextField
              label={t('webAddress')}
              type="url"
              value={one.url}
              onValue={(url) => put(i, { url })}
              fault={one.url === '' || URL.canParse(one.url) ? null : t('webAddressFault')}
            />
            <button
              type="button"
              class="second"
              onClick={() => change({ evidence: evidence.filter((_, k) => k !== i) })}
            >
              {t('remove')}
            </button>
          </div>
        </div>
      ))}
      {evidence.length >= MOST_EVIDENCE ? null : (
        <button
          type="button"
          class="second"
          onClick={() => change({ evidence: [...evidence, { category: 'REPORT', title: '', url: '' }] })}
        >
          {t('evidenceAdd')}
        </button>
      )}
    </fieldset>
  );
}
