import type { ActionGoal, ActionLevel, ActionStatus, LocalText, Realisation } from '@kapstok/schema';
import type { City } from './city.ts';
import { addMonths, blurred, dayBetween, earlier, endOfMonth, WRITTEN_ON } from './days.ts';
import type { Session } from './dialogue.ts';
import { cyclic, Dice } from './dice.ts';
import type { DomainText } from './domain-text.ts';
import { DOMAINS } from './domains/index.ts';
import { type CityOptions, SIZE } from './options.ts';
import { groupOf } from './people.ts';
import { SECTORS } from './places.ts';
import { blockCode, SOURCE } from './programme.ts';
import { inThree, local, type Row, textsOf } from './row.ts';

export interface Action {
  readonly code: string;
  readonly domain: DomainText;
  readonly block: string | undefined;
  readonly parent: Action | undefined;
  readonly title: LocalText;
  readonly group: { readonly code: string; readonly title: LocalText };
  readonly goal: ActionGoal | '';
  readonly level: ActionLevel | '';
  readonly status: ActionStatus;
  readonly realisation: Realisation | '';
  readonly plannedStart: string;
  readonly plannedEnd: string;
  readonly actualStart: string | undefined;
  readonly actualEnd: string | undefined;
  readonly origin: string | undefined;
}

const PARTS = textsOf(`
toeleiding | orientation des publics | reaching people
uitvoering in de wijken | mise en œuvre dans les quartiers | work in the neighbourhoods
vorming van medewerkers | formation du personnel | training of staff
evaluatie met deelnemers | évaluation avec les participants | evaluation with participants
afspraken met partners | accords avec les partenaires | agreements with partners
communicatie in klare taal | communication en langage clair | communication in plain language
`);
const STATUSES: Readonly<Record<ActionStatus, number>> = {
  RUNNING: 38,
  COMPLETED: 28,
  PLANNED: 10,
  PROPOSED: 6,
  SUSPENDED: 4,
  STOPPED: 6,
  UNKNOWN: 8,
};

export function planActions(options: CityOptions, sessions: readonly Session[]): Action[] {
  return DOMAINS.flatMap((domain, at) => {
    const dice = new Dice(options.seed, 'actions', domain.code);
    const mains = planMains(dice, domain, at, options.scale, sessions);
    return [...mains, ...planParts(dice, mains, options.scale)];
  });
}

function planMains(
  dice: Dice,
  domain: DomainText,
  at: number,
  scale: number,
  sessions: readonly Session[],
): Action[] {
  const mains: Action[] = [];
  let order: number[] = [];
  for (let i = 0; i < SIZE.mains * scale; i++) {
    const round = Math.floor(i / domain.actions.length);
    if (i % domain.actions.length === 0) order = dice.some([...domain.actions.keys()], domain.actions.length);
    const template = cyclic(order, i);
    const block = Math.floor((template * domain.blocks.length) / domain.actions.length);
    const status = dice.deal(at * SIZE.mains * scale + i, STATUSES);
    mains.push({
      code: actionCode(domain, i),
      domain,
      block: domain.blocks.length > 0 ? blockCode(domain.code, block) : undefined,
      parent: undefined,
      title: titleOf(cyclic(domain.actions, template), round),
      group: groupOf(dice, cyclic(domain.actions, template)),
      goal: dice.weighted({ CAUSES: 4, CONSEQUENCES: 5, '': 1 }),
      level: dice.weighted({ ORGANISATION: 4, INDIVIDUAL: 5, '': 1 }),
      status,
      realisation: realisationOf(dice, status),
      ...datesOf(dice, status),
      origin: dice.chance(0.35) ? dice.of(sessions).code : undefined,
    });
  }
  return mains;
}

/** Two parts each for every fourth action of the domain. */
function planParts(dice: Dice, mains: readonly Action[], scale: number): Action[] {
  return Array.from({ length: SIZE.parts * scale }, (_, i) => {
    const parent = cyclic(mains, Math.floor(i / 2) * 4);
    const isReady = parent.status === 'RUNNING' && dice.chance(0.3);
    const end = isReady ? earlier(parent.plannedEnd, '2026-08-31') : undefined;
    return {
      ...parent,
      code: actionCode(parent.domain, mains.length + i),
      parent,
      title: inThree((pick) => `${pick(parent.title)}: ${pick(cyclic(PARTS, i))}`),
      origin: undefined,
      ...(end === undefined ? {} : { status: 'COMPLETED', realisation: 'REALISED', actualEnd: end }),
    };
  });
}

const actionCode = (domain: DomainText, index: number) =>
  `${domain.code}-${String(index + 1).padStart(3, '0')}`;

/** In a larger city the same title comes back for another quarter, then for another series. */
function titleOf(title: LocalText, round: number): LocalText {
  if (round === 0) return title;
  const sector = cyclic(SECTORS, round - 1);
  const series = Math.floor((round - 1) / SECTORS.length) + 1;
  return inThree((pick) => `${pick(title)} (${pick(sector)} ${series})`);
}

const realisationOf = (dice: Dice, status: ActionStatus): Realisation | '' => {
  if (status === 'COMPLETED') return dice.weighted({ REALISED: 8, PARTLY_REALISED: 2 });
  if (status === 'STOPPED') return dice.weighted({ NOT_REALISED: 7, PARTLY_REALISED: 3 });
  if (status === 'RUNNING') return dice.weighted({ PARTLY_REALISED: 4, REALISED: 1, '': 5 });
  return '';
};

type Dates = Pick<Action, 'plannedStart' | 'plannedEnd' | 'actualStart' | 'actualEnd'>;

function datesOf(dice: Dice, status: ActionStatus): Dates {
  const months = dice.whole(8, 48);
  if (status === 'PLANNED' || status === 'PROPOSED') {
    // A few should have begun already, as happens.
    const plannedStart = addMonths(dice.chance(0.2) ? '2026-03-01' : '2026-12-01', dice.whole(0, 6));
    const plannedEnd = earlier(endOfMonth(addMonths(plannedStart, months)), '2027-12-31');
    return { plannedStart, plannedEnd, actualStart: undefined, actualEnd: undefined };
  }
  const isOver = status === 'COMPLETED' || status === 'STOPPED';
  const plannedStart = addMonths('2020-01-01', dice.whole(0, isOver ? 42 : 66));
  const isLong = status === 'RUNNING' && dice.chance(0.75);
  const plannedEnd = isLong
    ? endOfMonth(addMonths('2026-11-01', dice.whole(0, 13)))
    : earlier(endOfMonth(addMonths(plannedStart, months)), '2027-12-31');
  const actualStart = addMonths(
    plannedStart,
    dice.weighted({ 0: 6, 1: 2, 4: 1 }) === '0' ? 0 : dice.whole(1, 4),
  );
  const latest = earlier(endOfMonth(addMonths(plannedEnd, dice.whole(0, 5))), '2026-08-31');
  const broken = endOfMonth(addMonths(actualStart, dice.whole(2, 7)));
  const actualEnd = isOver ? (status === 'STOPPED' ? broken : later(latest, actualStart)) : undefined;
  return { plannedStart, plannedEnd, actualStart, actualEnd };
}

const later = (a: string, b: string) => (a > b ? a : b);

export function* actionRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'action-rows');
  for (const action of actions) {
    const { status, plannedStart, plannedEnd, actualStart, actualEnd } = action;
    const isVague = status === 'UNKNOWN' || status === 'PROPOSED';
    yield {
      code: action.code,
      domain: action.domain.code,
      block: action.block,
      parent: action.parent?.code,
      ...local('title', action.title),
      ...local('description', descriptionOf(action)),
      goal: action.goal,
      level: action.level,
      status,
      realisation: action.realisation,
      planned_start: isVague ? plannedStart.slice(0, 4) : blurred(dice, plannedStart),
      planned_end: isVague ? undefined : blurred(dice, plannedEnd),
      actual_start: isVague || !actualStart ? undefined : blurred(dice, actualStart),
      actual_end: actualEnd && blurred(dice, actualEnd),
      benefits_directly: dice.weighted({ YES: 5, NO: 2, POSSIBLY: 2, '': 1 }),
      origin: action.origin,
      is_synthetic: true,
      note:
        status === 'UNKNOWN' ? `No report since ${dayBetween(dice, '2023-01-01', WRITTEN_ON)}.` : undefined,
      source: SOURCE,
    };
  }
}

const descriptionOf = ({ group, parent }: Action) =>
  inThree((pick, language) => {
    const whom = pick(group.title);
    const what = {
      nl: parent ? `Deel van ${parent.code}` : 'Actie van het plan',
      fr: parent ? `Partie de ${parent.code}` : 'Action du plan',
      en: parent ? `Part of ${parent.code}` : 'Action of the plan',
    };
    const forWhom = { nl: 'Doelgroep', fr: 'Public', en: 'Target group' };
    return `${what[language]}. ${forWhom[language]}: ${whom.slice(0, 1).toLowerCase()}${whom.slice(1)}.`;
  });
