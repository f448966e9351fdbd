import type { ParticipationRole } from '@kapstok/schema';
import type { City } from './city.ts';
import { addDays, blurred, daysBetween, WRITTEN_ON } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { oneOfKind, partnerOf, serviceOf, voiceOf } from './organisations.ts';
import { CITY, NEIGHBOURS, SECTORS } from './places.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';

export function* participationRows({ seed, actions, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'participations');
  for (const action of actions) {
    const roles: [ParticipationRole, string][] = [
      ['ACCOUNTABLE', serviceOf(dice, organisations).code],
      ['IMPLEMENTING', partnerOf(dice, organisations).code],
    ];
    if (dice.chance(0.35)) roles.push(['IMPLEMENTING', partnerOf(dice, organisations).code]);
    if (dice.chance(0.4))
      roles.push(['FUNDING', oneOfKind(dice, organisations, 'GOVERNMENT', 'FOUNDATION').code]);
    if (dice.chance(0.15)) roles.push(['EXTENDING', partnerOf(dice, organisations).code]);
    if (dice.chance(0.25))
      roles.push(['ADVISING', oneOfKind(dice, organisations, 'ACADEMIC', 'NATIONAL_NGO').code]);
    if (dice.chance(0.3)) roles.push(['EXPERIENCE', voiceOf(dice, organisations).code]);
    const once = new Map(roles.map((one) => [one.join(' '), one]));
    for (const [role, organisation] of once.values())
      yield {
        action: action.code,
        organisation,
        role,
        since: action.actualStart && dice.chance(0.6) ? blurred(dice, action.actualStart) : undefined,
        until: action.actualEnd && dice.chance(0.4) ? action.actualEnd : undefined,
        is_synthetic: true,
        source: SOURCE,
      };
  }
}

export function* actionPlaceRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'action-places');
  for (const { code } of actions) {
    const sectors = dice.some(SECTORS, dice.whole(0, 2)).map(({ nis }) => nis);
    const places = sectors.length > 0 ? sectors : [CITY];
    if (dice.chance(0.05)) places.push(dice.of(NEIGHBOURS));
    for (const place of places) yield { action: code, place };
  }
}

const MILESTONES = textsOf(`
Afspraken met partners rond | Accords conclus avec les partenaires | Agreements with partners made
Eerste deelnemers gestart | Premiers participants lancés | First participants started
Tussentijdse evaluatie | Évaluation intermédiaire | Interim evaluation
Volle werking bereikt | Plein fonctionnement atteint | Full operation reached
Eindverslag besproken met deelnemers | Rapport final discuté avec les participants | Final report discussed with participants
`);

export function* milestoneRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'milestones');
  let count = 0;
  for (const { code, plannedStart, plannedEnd, actualStart, actualEnd } of actions) {
    const total = dice.whole(0, 3);
    const step = Math.floor(daysBetween(plannedStart, plannedEnd) / (total + 1));
    for (let i = 1; i <= total; i++) {
      const planned = addDays(plannedStart, step * i);
      const reached = addDays(planned, dice.whole(-20, 90));
      const isReached =
        actualStart !== undefined && reached >= actualStart && reached <= (actualEnd ?? WRITTEN_ON);
      yield {
        code: numbered('MS-', count++),
        action: code,
        ...local('title', cyclic(MILESTONES, i - 1 + (total < 3 ? dice.whole(0, 2) : 0))),
        planned_on: blurred(dice, planned),
        actual_on: isReached && dice.chance(0.85) ? blurred(dice, reached) : undefined,
        source: SOURCE,
      };
    }
  }
}
