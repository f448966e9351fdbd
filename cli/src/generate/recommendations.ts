import type { City } from './city.ts';
import { addDays, WRITTEN_ON } from './days.ts';
import { Dice } from './dice.ts';
import { serviceOf } from './organisations.ts';
import { local, numbered, type Row, textsOf } from './row.ts';
import { isDecided } from './tests.ts';

const ADVICES = textsOf(`
Pas het tarief toe zonder dat anderen het zien. | Appliquer le tarif sans que d'autres le voient. | Apply the tariff without others seeing it.
Onderzoek of de toekenning automatisch kan. | Examiner si l'octroi peut être automatique. | Examine whether it can be granted automatically.
Houd een deel van de plaatsen vrij zonder reservering. | Garder des places sans réservation. | Keep some places free without booking.
Schrijf de brief in klare taal en laat hem toetsen. | Rédiger la lettre en langage clair et la faire tester. | Write the letter in plain language and have it tested.
Bied een alternatief voor wie niet digitaal kan. | Offrir une alternative au numérique. | Offer an alternative to digital.
Meet na een jaar wie bereikt is. | Mesurer après un an qui est atteint. | Measure after a year who was reached.
`);
const ANSWERS = {
  ADOPTED: {
    nl: 'Opgenomen in de planning.',
    fr: 'Repris dans le planning.',
    en: 'Taken into the planning.',
  },
  PARTLY: { nl: 'Alleen op rustige dagen.', fr: 'Seulement les jours calmes.', en: 'On quiet days only.' },
  REJECTED: {
    nl: 'De stad is hiervoor niet bevoegd.',
    fr: "La ville n'est pas compétente.",
    en: 'The city has no power over this.',
  },
};

export function* recommendationRows({ seed, tests, organisations, adjustments }: City): Generator<Row> {
  const dice = new Dice(seed, 'recommendations');
  const changeOf = new Map(adjustments.map((one) => [one.action, one]));
  let count = 0;
  for (const test of tests) {
    if (test.advisedOn === undefined) continue;
    for (const text of dice.some(ADVICES, dice.whole(1, 3))) {
      const response = isDecided(test) ? dice.weighted({ ADOPTED: 6, PARTLY: 3, REJECTED: 1 }) : undefined;
      const from = test.decidedOn ?? test.advisedOn;
      const doneOn = addDays(from, dice.whole(30, 400));
      const isDone =
        response !== undefined && response !== 'REJECTED' && doneOn < WRITTEN_ON && dice.chance(0.65);
      const change = changeOf.get(test.action.code);
      yield {
        code: numbered('RC-', count++),
        test: test.code,
        ...local('text', text),
        owner: dice.chance(0.9) ? serviceOf(dice, organisations).code : undefined,
        due_on: dice.chance(0.85) ? addDays(from, dice.whole(60, 500)) : undefined,
        response,
        ...(response && (response === 'REJECTED' || dice.chance(0.4))
          ? local('response_reason', ANSWERS[response])
          : {}),
        status: isDone ? 'DONE' : 'OPEN',
        done_on: isDone ? doneOn : undefined,
        adjustment: isDone ? change?.code : undefined,
      };
    }
  }
}
