import { useState } from 'preact/hooks';
import type { Standing } from '../../app/session.ts';
import { SendAdvice, SendContribution, SendDecision, SendRecommendation } from '../../generated/test.ts';
import type {
  DecisionOutcome,
  InvolvementChannel,
  KnowledgeKind,
  RecommendationResponse,
  TestAdvice,
  TestConclusion,
} from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, faultOf, Refusals, SendButton, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import type { PovertyTest } from './test.tsx';

/** What people know who spoke: role, organisation and number, never a name. */
export function ContributionForm(props: { readonly test: PovertyTest; readonly viewer: Standing }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendContribution);
  const [kind, setKind] = useState<KnowledgeKind>('EXPERIENCE');
  const [through, setThrough] = useState<InvolvementChannel>('INTERMEDIARY');
  const [texts, setTexts] = useState({ role: '', headCount: '', summary: '', absenceReason: '' });
  const field = (name: keyof typeof texts) => ({
    value: texts[name],
    onValue: (value: string) => setTexts({ ...texts, [name]: value }),
    fault: faultOf(refusals, name),
  });
  const [own] = props.viewer.organisations;
  const store = async () => {
    const { refusals: found } = await send({
      testId: props.test.id,
      kind,
      through: kind === 'EXPERIENCE' && texts.absenceReason === '' ? through : null,
      role: texts.role || null,
      headCount: texts.headCount === '' ? null : Number(texts.headCount),
      summary: texts.summary || null,
      absenceReason: texts.absenceReason || null,
      organisationId: own?.id ?? null,
    });
    if (found.length === 0) setTexts({ role: '', headCount: '', summary: '', absenceReason: '' });
  };
  return (
    <Section title={t('addKnowledge')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void store();
        }}
      >
        <p>{t('addKnowledgeWhy')}</p>
        <ChoiceField
          label={t('kind')}
          value={kind}
          onValue={(one) => setKind(one || 'EXPERIENCE')}
          words={words.KnowledgeKind}
        />
        {kind === 'EXPERIENCE' ? (
          <ChoiceField
            label={t('heardHow')}
            value={through}
            onValue={(one) => setThrough(one || 'DIRECT')}
            words={words.InvolvementChannel}
          />
        ) : null}
        <TextField label={t('inWhichRole')} hint={t('inWhichRoleHint')} {...field('role')} />
        <TextField label={t('headCount')} type="number" min="0" {...field('headCount')} />
        <TextField label={t('whatWasSaid')} rows={4} {...field('summary')} />
        <TextField label={t('absenceReason')} hint={t('absenceReasonHint')} {...field('absenceReason')} />
        <Refusals of={refusals} />
        <div class="buttons">
          <SendButton isBusy={isBusy}>{t('save')}</SendButton>
        </div>
      </form>
    </Section>
  );
}

export function RecommendationForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendRecommendation);
  const [text, setText] = useState('');
  const [dueOn, setDueOn] = useState('');
  const store = async () => {
    const { refusals: found } = await send({
      testId: test.id,
      expectedVersion: test.version,
      text,
      dueOn: dueOn || null,
    });
    if (found.length === 0) setText('');
  };
  return (
    <Section title={t('addRecommendation')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void store();
        }}
      >
        <TextField
          label={t('recommendation')}
          rows={3}
          value={text}
          onValue={setText}
          isRequired
          fault={faultOf(refusals, 'text')}
        />
        <TextField
          label={t('dueOn')}
          type="date"
          value={dueOn}
          onValue={setDueOn}
          fault={faultOf(refusals, 'dueOn')}
        />
        <Refusals of={refusals} />
        <div class="buttons">
          <SendButton isBusy={isBusy}>{t('save')}</SendButton>
        </div>
      </form>
    </Section>
  );
}

export function AdviceForm({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendAdvice);
  const [advice, setAdvice] = useState<TestAdvice | ''>('');
  const [conclusion, setConclusion] = useState<TestConclusion | ''>('');
  const [dissent, setDissent] = useState<'yes' | 'no' | ''>('');
  const store = () => {
    if (advice === '' || conclusion === '') return;
    void send({
      testId: test.id,
      expectedVersion: test.version,
      advice,
      conclusion,
      hasDissent: dissent === '' ? null : dissent === 'yes',
    });
  };
  return (
    <Section title={t('giveAdvice')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
      >
        <ChoiceField
          label={t('conclusion')}
          value={conclusion}
          onValue={setConclusion}
          words={words.TestConclusion}
          none={t('chooseOne')}
          isRequired
        />
        <ChoiceField
          label={t('advice')}
          value={advice}
          onValue={setAdvice}
          words={words.TestAdvice}
          none={t('chooseOne')}
          isRequired
        />
        <ChoiceField
          label={t('dissent')}
          value={dissent}
          onValue={setDissent}
          words={{ yes: words.DirectBenefit.YES, no: words.DirectBenefit.NO }}
          none={t('notNoted')}
        />
        <Refusals of={refusals} />
        <div class="buttons">
          <SendButton isBusy={isBusy}>{t('giveAdvice')}</SendButton>
        </div>
      </form>
    </Section>
  );
}

/** What the deciding body decided, with an answer to each recommendation. */
export function DecisionForm({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendDecision);
  const [texts, setTexts] = useState({ decidedOn: '', reason: '', reference: '' });
  const [outcome, setOutcome] = useState<DecisionOutcome | ''>('');
  const [answers, setAnswers] = useState<
    Readonly<Record<string, { readonly response: RecommendationResponse | ''; readonly reason: string }>>
  >({});
  const all = test.recommendations.nodes;
  const store = () => {
    if (outcome === '') return;
    void send({
      testId: test.id,
      expectedVersion: test.version,
      outcome,
      decidedOn: texts.decidedOn,
      reason: texts.reason || null,
      reference: texts.reference || null,
      answers: all.flatMap(({ id }) => {
        const given = answers[id];
        return given === undefined || given.response === ''
          ? []
          : [{ recommendationId: id, response: given.response, reason: given.reason || null }];
      }),
    });
  };
  const field = (name: keyof typeof texts) => ({
    value: texts[name],
    onValue: (value: string) => setTexts({ ...texts, [name]: value }),
    fault: faultOf(refusals, name),
  });
  return (
    <Section title={t('recordDecision')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
      >
        <TextField label={t('decidedOn')} type="date" isRequired {...field('decidedOn')} />
        <ChoiceField
          label={t('decision')}
          value={outcome}
          onValue={setOutcome}
          words={words.DecisionOutcome}
          none={t('chooseOne')}
          isRequired
        />
        <TextField label={t('reason')} rows={3} {...field('reason')} />
        <TextField label={t('minutesNumber')} {...field('reference')} />
        {all.map(({ id, text }) => {
          const given = answers[id] ?? { response: '' as const, reason: '' };
          return (
            <fieldset key={id}>
              <legend>{text}</legend>
              <ChoiceField
                label={t('answerTo')}
                value={given.response}
                onValue={(response) => setAnswers({ ...answers, [id]: { ...given, response } })}
                words={words.RecommendationResponse}
                none={t('chooseOne')}
                isRequired
              />
              <TextField
                label={t('reason')}
                value={given.reason}
                onValue={(reason) => setAnswers({ ...answers, [id]: { ...given, reason } })}
              />
            </fieldset>
          );
        })}
        <Refusals of={refusals} />
        <div class="buttons">
          <SendButton isBusy={isBusy}>{t('recordDecision')}</SendButton>
        </div>
      </form>
    </Section>
  );
}
