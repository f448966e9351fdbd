import type { City } from './city.ts';
import { addDays, addMonths, WRITTEN_ON } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { SECTORS } from './places.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';

const SESSIONS = textsOf(`
Spreekuur | Permanence | Consultation
Groepswerking | Travail de groupe | Group work
Open onthaal | Accueil ouvert | Open reception
Workshop | Atelier | Workshop
`);
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
/** Which of its weekday in the month a day is: 1 to 5. */
const ordinalOf = (day: string): number => Math.ceil(Number(day.slice(8)) / 7);

interface Recurrence {
  readonly rule: string;
  readonly start: string;
  /** Whether a day that is whole weeks after the start is held. */
  readonly holds: (day: string, weeks: number) => boolean;
}

/** On a working day, every so many weeks or on the same one of each month. */
function recurrenceOf(dice: Dice, from: string): Recurrence {
  let start = from;
  while (weekdayOf(start) % 6 === 0 || ordinalOf(start) === 5) start = addDays(start, 1);
  const weekday = cyclic(DAYS, weekdayOf(start));
  const nth = ordinalOf(start);
  if (dice.chance(0.25))
    return { rule: `FREQ=MONTHLY;BYDAY=${nth}${weekday}`, start, holds: (day) => ordinalOf(day) === nth };
  const interval = dice.whole(1, 4);
  const every = interval > 1 ? `INTERVAL=${interval};` : '';
  return {
    rule: `FREQ=WEEKLY;${every}BYDAY=${weekday}`,
    start,
    holds: (_day, weeks) => weeks % interval === 0,
  };
}

function countUntil({ start, holds }: Recurrence, end: string): number {
  let count = 0;
  for (let weeks = 0, day = start; day <= end; weeks++, day = addDays(start, weeks * 7))
    if (holds(day, weeks)) count++;
  return count;
}

export function* deliveryRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'deliveries');
  let count = 0;
  for (const [i, action] of actions.entries()) {
    if (action.actualStart === undefined || i % 3 !== 0) continue;
    const recurrence = recurrenceOf(dice, addDays(action.actualStart, dice.whole(0, 30)));
    const end = action.actualEnd ?? addMonths(recurrence.start, dice.whole(6, 24));
    const planned = countUntil(recurrence, end);
    if (planned < 3) continue;
    const isOver = end <= WRITTEN_ON;
    yield {
      code: numbered('DL-', count++, 3),
      action: action.code,
      ...local('title', cyclic(SESSIONS, i)),
      place: `Wijkhuis ${dice.of(SECTORS).nl}`,
      recurrence: recurrence.rule,
      starts_on: recurrence.start,
      ends_on: end,
      planned_count: planned,
      ...heldCount(dice, count, planned, isOver),
      note: isOver ? undefined : 'Goes on; held until the last report.',
      source: SOURCE,
    };
  }
}

const GAPS = ['NOT_MEASURED', 'LOST_IN_SOURCE', 'NOT_PUBLISHED', 'NOT_APPLICABLE'] as const;

function heldCount(dice: Dice, index: number, planned: number, isOver: boolean): Row {
  if (index % 6 === 0) return { held_count_reason: cyclic(GAPS, index / 6) };
  const share = isOver ? dice.whole(75, 104) : dice.whole(20, 80);
  return { held_count: Math.round((planned * share) / 100) };
}
