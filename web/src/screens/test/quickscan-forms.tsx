import { useState } from 'preact/hooks';
import { SendAnswers, SendQuickscan, SendScreenOut } from '../../generated/test.ts';
import type { QuickscanArea, TestAnswerType } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { Conflict, isConflict, settled, useStanding } from '../../ui/conflict.tsx';
import { differencesOf } from '../../ui/differences.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type Texts, useKeptText, useKeptTexts } from '../../ui/kept-texts.ts';
import type { PovertyTest } from './test.tsx';

const EFFECTS = ['-2', '-1', '0', '1', '2', 'UNKNOWN'] as const;
type Effect = (typeof EFFECTS)[number];
const effectsOf = (test: PovertyTest): Texts =>
  Object.fromEntries(test.quickscan.map(({ area, effect }) => [area, String(effect ?? 'UNKNOWN')]));

/** The eight areas; any effect, or an unknown one, leads to the full test. */
export function QuickscanForm({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  const { send, isBusy, refusals, forget } = useChange(SendQuickscan);
  const areas = Object.keys(words.QuickscanArea) as QuickscanArea[];
  const [before, setBefore] = useState(() => effectsOf(test));
  const {
    texts: effects,
    change,
    forget: sent,
  } = useKeptTexts(`quickscan ${test.id} ${test.version}`, before);
  const chosen = areas.filter((area) => effects[area]);
  const leads = chosen.some((area) => effects[area] !== '0');
  const effectWord = (effect: string) => (effect === '' ? '' : t(`effect:${effect as Effect}`));
  const { hasNew, note } = useStanding(test.version);
  const differences = isConflict(refusals) && hasNew ? differencesOf(before, effects, effectsOf(test)) : [];
  const store = async () => {
    note();
    const { refusals: found } = await send({
      testId: test.id,
      expectedVersion: test.version,
      effects: chosen.map((area) => ({
        area,
        effect: effects[area] === 'UNKNOWN' ? null : Number(effects[area]),
      })),
    });
    if (found.length > 0) return;
    sent();
    setBefore(effects);
  };
  return (
    <Form label={t('save')} onSend={store} isBusy={isBusy} refusals={refusals}>
      <p>{t('quickscanWhy')}</p>
      {areas.map((area) => (
        <ChoiceField
          key={area}
          label={words.QuickscanArea[area]}
          value={effects[area] ?? ''}
          onValue={(effect) => change((now) => ({ ...now, [area]: effect }))}
          words={Object.fromEntries(EFFECTS.map((one) => [one, effectWord(one)]))}
          none={t('chooseOne')}
        />
      ))}
      <p role="status" class="notice">
        {leads ? t('leadsToFull') : chosen.length === areas.length ? t('leadsToNone') : t('leadsOpen')}
      </p>
      {differences.length === 0 ? null : (
        <Conflict
          differences={differences}
          labelOf={(area) => words.QuickscanArea[area as QuickscanArea]}
          show={(_area, effect) => effectWord(effect)}
          onSettle={(sides) => {
            if (sides !== null)
              change((now) => ({ ...now, ...settled<string>(effects, differences, sides) }) as Texts);
            if (sides !== null) setBefore(effectsOf(test));
            forget();
          }}
        />
      )}
    </Form>
  );
}

/** That no full test follows; for another reviewer than the one who made the quickscan. */
export function ScreenOutForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendScreenOut);
  const [reason, setReason] = useKeptText(`screen out ${test.id} ${test.version}`);
  return (
    <Form
      label={t('screenOut')}
      isSecond
      isBusy={isBusy}
      refusals={refusals}
      onSend={() => send({ testId: test.id, expectedVersion: test.version, reason })}
    >
      <TextField label={t('screenOutReason')} value={reason} onValue={setReason} rows={3} isRequired />
    </Form>
  );
}

const HINT: Partial<Record<TestAnswerType, 'hintDate' | 'hintMultiple' | 'hintReference'>> = {
  DATE: 'hintDate',
  MULTIPLE: 'hintMultiple',
  REFERENCE: 'hintReference',
};

const answersOf = (test: PovertyTest): Texts =>
  Object.fromEntries(test.answers.nodes.map((one) => [one.questionCode, one.answer]));

/** The questionnaire of the template; only what changed is sent. */
export function AnswersForm({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const { send, isBusy, refusals, forget } = useChange(SendAnswers);
  const known = answersOf(test);
  const [before, setBefore] = useState(known);
  const { texts: answers, change, forget: sent } = useKeptTexts(`answers ${test.id} ${test.version}`, known);
  const sections = test.template?.sections ?? [];
  const texts = new Map(sections.flatMap(({ questions }) => questions.map(({ code, text }) => [code, text])));
  const changed = Object.entries(answers).filter(
    ([code, answer]) => answer.trim() !== '' && known[code] !== answer,
  );
  const { hasNew, note } = useStanding(test.version);
  const differences = isConflict(refusals) && hasNew ? differencesOf(before, answers, known) : [];
  const store = async () => {
    if (changed.length === 0) return;
    note();
    const { refusals: found } = await send({
      testId: test.id,
      expectedVersion: test.version,
      answers: changed.map(([questionCode, answer]) => ({ questionCode, answer })),
    });
    if (found.length > 0) return;
    sent();
    setBefore(answers);
  };
  return (
    <Form label={t('saveAnswers', { n: changed.length })} onSend={store} isBusy={isBusy} refusals={refusals}>
      {sections.map((section) => (
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
              onValue={(value) => change((now) => ({ ...now, [code]: value }))}
            />
          ))}
        </details>
      ))}
      {differences.length === 0 ? null : (
        <Conflict
          differences={differences}
          labelOf={(code) => texts.get(code) ?? code}
          onSettle={(sides) => {
            if (sides !== null)
              change((now) => ({ ...now, ...settled<string>(answers, differences, sides) }) as Texts);
            if (sides !== null) setBefore(known);
            forget();
          }}
        />
      )}
    </Form>
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
