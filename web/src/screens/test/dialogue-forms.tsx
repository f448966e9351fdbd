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
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { PovertyTest } from './test.tsx';

/** What people know who spoke: role, organisation and number, never a name. */
export function ContributionForm(props: { readonly test: PovertyTest; readonly viewer: Standing }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendContribution);
  const [kind, setKind] = useState<KnowledgeKind>('EXPERIENCE');
  const [through, setThrough] = useState<InvolvementChannel>('INTERMEDIARY');
  const { values, names, field, reset } = useValues(
    `contribution ${props.test.id}`,
    { role: '', headCount: '', summary: '', absenceReason: '' },
    refusals,
  );
  const [own] = props.viewer.organisations;
  const store = async () => {
    const { refusals: found } = await send({
      testId: props.test.id,
      kind,
      through: kind === 'EXPERIENCE' && values.absenceReason === '' ? through : null,
      role: values.role || null,
      headCount: values.headCount === '' ? null : Number(values.headCount),
      summary: values.summary || null,
      absenceReason: values.absenceReason || null,
      organisationId: own?.id ?? null,
    });
    if (found.length === 0) reset();
  };
  return (
    <Section title={t('addKnowledge')}>
      <Form label={t('save')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
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
      </Form>
    </Section>
  );
}

export function RecommendationForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendRecommendation);
  const { values, names, field, reset } = useValues(
    `recommendation ${test.id}`,
    { text: '', dueOn: '' },
    refusals,
  );
  const store = async () => {
    const { refusals: found } = await send({
      testId: test.id,
      expectedVersion: test.version,
      text: values.text,
      dueOn: values.dueOn || null,
    });
    if (found.length === 0) reset();
  };
  return (
    <Section title={t('addRecommendation')}>
      <Form label={t('save')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <TextField label={t('recommendation')} rows={3} isRequired {...field('text')} />
        <TextField label={t('dueOn')} type="date" {...field('dueOn')} />
      </Form>
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
    if (advice === '' || conclusion === '') return undefined;
    const hasDissent = dissent === '' ? null : dissent === 'yes';
    return send({ testId: test.id, expectedVersion: test.version, advice, conclusion, hasDissent });
  };
  return (
    <Section title={t('giveAdvice')}>
      <Form label={t('giveAdvice')} onSend={store} isBusy={isBusy} refusals={refusals}>
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
      </Form>
    </Section>
  );
}

interface GivenAnswer {
  readonly response: RecommendationResponse | '';
  readonly reason: string;
}
const NO_ANSWER: GivenAnswer = { response: '', reason: '' };

/** What the deciding body decided, with an answer to each recommendation. */
export function DecisionForm({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendDecision);
  const { values, names, field, forget } = useValues(
    `decision ${test.id}`,
    { decidedOn: '', reason: '', reference: '' },
    refusals,
  );
  const [outcome, setOutcome] = useState<DecisionOutcome | ''>('');
  const [answers, setAnswers] = useState<Readonly<Record<string, GivenAnswer>>>({});
  const all = test.recommendations.nodes;
  const store = async () => {
    if (outcome === '') return;
    const { refusals: found } = await send({
      testId: test.id,
      expectedVersion: test.version,
      outcome,
      decidedOn: values.decidedOn,
      reason: values.reason || null,
      reference: values.reference || null,
      answers: all.flatMap(({ id }) => {
        const { response, reason } = answers[id] ?? NO_ANSWER;
        return response === '' ? [] : [{ recommendationId: id, response, reason: reason || null }];
      }),
    });
    if (found.length === 0) forget();
  };
  return (
    <Section title={t('recordDecision')}>
      <Form
        label={t('recordDecision')}
        onSend={store}
        isBusy={isBusy}
        refusals={refusals}
        // The reason of an answer bears the same name as that of the decision.
        fields={names.filter((name) => name !== 'reason')}
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
        <TextField label={t('reason')} rows={3} {...field('reason')} fault={null} />
        <TextField label={t('minutesNumber')} {...field('reference')} />
        {all.map(({ id, text }) => (
          <AnswerTo
            key={id}
            text={text}
            given={answers[id] ?? NO_ANSWER}
            onAnswer={(given) => setAnswers({ ...answers, [id]: given })}
          />
        ))}
      </Form>
    </Section>
  );
}

function AnswerTo(props: {
  readonly text: string;
  readonly given: GivenAnswer;
  readonly onAnswer: (given: GivenAnswer) => void;
}) {
  const { t, words } = useText();
  const { text, given, onAnswer } = props;
  return (
    <fieldset>
      <legend>{text}</legend>
      <ChoiceField
        label={t('answerTo')}
        value={given.response}
        onValue={(response) => onAnswer({ ...given, response })}
        words={words.RecommendationResponse}
        none={t('chooseOne')}
        isRequired
      />
      <TextField
        label={t('reason')}
        value={given.reason}
        onValue={(reason) => onAnswer({ ...given, reason })}
      />
    </fieldset>
  );
}
