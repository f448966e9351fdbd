import { useState } from 'preact/hooks';
import { SendAnswers, SendQuickscan, SendScreenOut } from '../../generated/test.ts';
import type { QuickscanArea, TestAnswerType } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, Refusals, SendButton, TextField } from '../../ui/field.tsx';
import type { PovertyTest } from './test.tsx';

const EFFECTS = ['-2', '-1', '0', '1', '2', 'UNKNOWN'] as const;
type Effect = (typeof EFFECTS)[number];

/** The eight areas; any effect, or an unknown one, leads to the full test. */
export function QuickscanForm({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(SendQuickscan);
  const areas = Object.keys(words.QuickscanArea) as QuickscanArea[];
  const [effects, setEffects] = useState<Partial<Record<QuickscanArea, Effect | ''>>>(() =>
    Object.fromEntries(test.quickscan.map(({ area, effect }) => [area, String(effect ?? 'UNKNOWN')])),
  );
  const chosen = areas.filter((area) => effects[area]);
  const leads = chosen.some((area) => effects[area] !== '0');
  const store = () =>
    send({
      testId: test.id,
      expectedVersion: test.version,
      effects: chosen.map((area) => ({
        area,
        effect: effects[area] === 'UNKNOWN' ? null : Number(effects[area]),
      })),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <p>{t('quickscanWhy')}</p>
      {areas.map((area) => (
        <ChoiceField
          key={area}
          label={words.QuickscanArea[area]}
          value={effects[area] ?? ''}
          onValue={(effect) => setEffects({ ...effects, [area]: effect })}
          words={
            Object.fromEntries(EFFECTS.map((one) => [one, t(`effect:${one}`)])) as Record<Effect, string>
          }
          none={t('chooseOne')}
        />
      ))}
      <p role="status" class="notice">
        {leads ? t('leadsToFull') : chosen.length === areas.length ? t('leadsToNone') : t('leadsOpen')}
      </p>
      <Refusals of={refusals} />
      <div class="buttons">
        <SendButton isBusy={isBusy}>{t('save')}</SendButton>
      </div>
    </form>
  );
}

/** That no full test follows; for another reviewer than the one who made the quickscan. */
export function ScreenOutForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendScreenOut);
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send({ testId: test.id, expectedVersion: test.version, reason });
      }}
    >
      <TextField label={t('screenOutReason')} value={reason} onValue={setReason} rows={3} isRequired />
      <Refusals of={refusals} />
      <div class="buttons">
        <SendButton isBusy={isBusy} isSecond>
          {t('screenOut')}
        </SendButton>
      </div>
    </form>
  );
}

const HINT: Partial<Record<TestAnswerType, 'hintDate' | 'hintMultiple' | 'hintReference'>> = {
  DATE: 'hintDate',
  MULTIPLE: 'hintMultiple',
  REFERENCE: 'hintReference',
};

/** The questionnaire of the template; only what changed is sent. */
export function AnswersForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendAnswers);
  const known = Object.fromEntries(test.answers.nodes.map((one) => [one.questionCode, one.answer]));
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>(known);
  const changed = Object.entries(answers).filter(
    ([code, answer]) => answer.trim() !== '' && known[code] !== answer,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0)
          void send({
            testId: test.id,
            expectedVersion: test.version,
            answers: changed.map(([questionCode, answer]) => ({ questionCode, answer })),
          });
      }}
    >
      {(test.template?.sections ?? []).map((section) => (
        <details key={section.code}>
          <summary>
            {section.title} (
            {t('openOf', {
              part: section.questions.filter(({ code }) => answers[code]).length,
              whole: section.questions.length,
            })}
            )
          </summary>
          {section.questions.map(({ code, text, answerType }) => (
            <Question
              key={code}
              text={text}
              type={answerType}
              value={answers[code] ?? ''}
              onValue={(value) => setAnswers({ ...answers, [code]: value })}
            />
          ))}
        </details>
      ))}
      <Refusals of={refusals} />
      <div class="buttons">
        <SendButton isBusy={isBusy}>{t('saveAnswers', { n: changed.length })}</SendButton>
      </div>
    </form>
  );
}

function Question(props: {
  readonly text: string;
  readonly type: TestAnswerType;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const { t, words } = useText();
  const { text: label, type, value, onValue } = props;
  if (type === 'YES_NO_POSSIBLY')
    return (
      <ChoiceField
        label={label}
        value={value}
        onValue={onValue}
        words={words.DirectBenefit as Record<string, string>}
        none={t('chooseOne')}
      />
    );
  if (type === 'EFFECT')
    return (
      <ChoiceField
        label={label}
        value={value}
        onValue={onValue}
        words={Object.fromEntries(EFFECTS.map((one) => [one, t(`effect:${one}`)]))}
        none={t('chooseOne')}
      />
    );
  const hint = HINT[type];
  return (
    <TextField
      label={label}
      value={value}
      onValue={onValue}
      {...(hint === undefined ? {} : { hint: t(hint) })}
      {...(type === 'TEXT' ? { rows: 3 } : {})}
      type={type === 'NUMBER' ? 'number' : type === 'DATE' ? 'date' : 'text'}
    />
  );
}
