import type { AnswerType } from '@kapstok/schema';
import type { City } from './city.ts';
import { addDays } from './days.ts';
import { Dice } from './dice.ts';
import { GROUP_CODES } from './people.ts';
import type { Row } from './row.ts';
import { QUESTIONS } from './template.ts';
import { isAdvised, isDecided, type PovertyTest } from './tests.ts';

const TEXTS = [
  'Zie het verslag van de dialoog.',
  'Alleenstaande ouders zonder auto.',
  'Wie geen bankkaart heeft.',
  'Huidige regeling behouden, of een lager tarief voor iedereen.',
  'Dienst Armoedebestrijding, opvolging door de aandachtsambtenaar.',
  'Cijfers per wijk ontbreken; gevraagd aan het Sociaal Huis.',
  'Deels: het inkomen is bekend, de gezinssamenstelling niet altijd.',
  'Overleg met twee verenigingen en het onthaalteam.',
];

type Answer = (dice: Dice, test: PovertyTest) => string;

/** Answers that only one question can have. */
const OWN: Readonly<Record<string, Answer>> = {
  'q0.1': (_dice, { action, agreement }) => agreement ?? action.code,
  'q0.2': (_dice, { moment }) => moment,
  'q3.1': (dice) => dice.some(GROUP_CODES, dice.whole(1, 3)).join(';'),
  'q3.4': (dice) => String(dice.whole(10, 900)),
  'q4.1': (dice) => dice.weighted({ CAUSES: 3, CONSEQUENCES: 5, 'CAUSES;CONSEQUENCES': 2 }),
  'q5.4': (dice, { action }) => dice.of(action.domain.indicators).code,
  'q7.1': (_dice, { conclusion }) => conclusion ?? '',
  'q7.2': (_dice, { advice }) => advice ?? '',
  'q8.2': () => 'Algemeen directeur',
  'q8.3': (_dice, { code }) => `https://example.org/tests/${code}`,
  'q9.1': (dice, { action }) => dice.of(action.domain.indicators).code,
  'q9.4': (dice) => String(dice.whole(1, 4)),
};

const BY_TYPE: Readonly<Record<AnswerType, Answer>> = {
  YES_NO_POSSIBLY: (dice) => dice.weighted({ YES: 5, NO: 3, POSSIBLY: 2 }),
  EFFECT: (dice) => dice.weighted({ 0: 5, 1: 3, 2: 1, '-1': 1, '-2': 0.3, UNKNOWN: 1 }),
  TEXT: (dice) => dice.of(TEXTS),
  REFERENCE: (_dice, { action }) => action.code,
  MULTIPLE: () => 'NONE',
  NUMBER: (dice) => String(dice.whole(1, 100)),
  DATE: (_dice, { requestedOn }) => addDays(requestedOn, 730),
};

/** How far the sections are filled at each stage; section Q2 is told as effects, not as answers. */
function isAsked(section: string, test: PovertyTest): boolean {
  if (section === 'Q2' || test.stage === 'WITHDRAWN') return false;
  if (section === 'Q0') return true;
  if (section === 'Q1') return test.quickscanOn !== undefined;
  if (section === 'Q7') return isAdvised(test);
  if (section === 'Q8' || section === 'Q9') return isDecided(test);
  return isAdvised(test) || test.stage === 'FULL_TEST' || test.stage === 'DIALOGUE';
}

export function* answerRows({ seed, tests }: City): Generator<Row> {
  const dice = new Dice(seed, 'test-answers');
  for (const test of tests)
    for (const { section, code, type } of QUESTIONS) {
      if (!isAsked(section, test) || dice.chance(0.2)) continue;
      const answer = (OWN[code] ?? BY_TYPE[type])(dice, test);
      const note = answer === 'POSSIBLY' ? 'Hangt af van de uitvoering.' : undefined;
      yield { test: test.code, question: code, answer, note };
    }
}
