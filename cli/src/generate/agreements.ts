import type { AgreementKind, AgreementStatus, CityRole, LocalText } from '@kapstok/schema';
import type { Action } from './actions.ts';
import type { City } from './city.ts';
import { addDays, addMonths, BUDGET_YEARS, earlier, endOfMonth, TERM, yearOf } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { type CityOptions, SIZE } from './options.ts';
import { type Organisation, oneOfKind, theCity, theWelfareCentre } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { groupedBy, inThree, local, numbered, type Row } from './row.ts';

export interface Agreement {
  readonly code: string;
  readonly title: LocalText;
  readonly kind: AgreementKind;
  readonly status: AgreementStatus;
  readonly startsOn: string | undefined;
  readonly endsOn: string | undefined;
  readonly parent: string | undefined;
  readonly partner: Organisation;
  readonly funder: Organisation;
  /** Shares in hundredths of a percent, together 10 000. */
  readonly actions: readonly { readonly action: Action; readonly share: number }[];
  /** Whole euros a year; 0 for those without money. */
  readonly yearly: number;
  /** Years of its term that have a budget. */
  readonly years: readonly number[];
}

const KINDS: Readonly<Record<AgreementKind, number>> = {
  CONTRACT: 55,
  SUBSIDY: 50,
  MEMORANDUM: 15,
  COST_SHARING: 20,
};
const STATUSES: Readonly<Record<AgreementStatus, number>> = {
  IN_FORCE: 55,
  ENDED: 30,
  SIGNED: 5,
  DRAFT: 5,
  TERMINATED: 5,
};
const NAMES: Readonly<Record<AgreementKind, LocalText>> = {
  CONTRACT: { nl: 'Overeenkomst', fr: 'Convention', en: 'Contract' },
  SUBSIDY: { nl: 'Subsidie', fr: 'Subvention', en: 'Grant' },
  MEMORANDUM: { nl: 'Intentieverklaring', fr: "Protocole d'accord", en: 'Memorandum' },
  COST_SHARING: { nl: 'Kostendeling', fr: 'Partage des coûts', en: 'Cost sharing' },
};

export function planAgreements(
  { seed, scale }: CityOptions,
  actions: readonly Action[],
  organisations: readonly Organisation[],
): Agreement[] {
  const dice = new Dice(seed, 'agreements');
  const byDomain = [...groupedBy(actions, ({ domain }) => domain.code).values()];
  return Array.from({ length: SIZE.agreements * scale }, (_, i) => {
    const kind = dice.deal(i, KINDS);
    // Dealt on other rows than the kind, so that the two meet in all ways.
    const status = dice.deal(i + 3, STATUSES);
    const fitting = cyclic(byDomain, i).filter((action) => fits(action, status));
    const covered = dice.some(fitting, Number(dice.weighted({ 1: 6, 2: 3, 3: 1 })));
    const first = cyclic(covered, 0);
    const term = termOf(dice, status, first);
    return {
      code: numbered('AO-', i),
      title: inThree((pick) => `${pick(NAMES[kind])}: ${pick(first.title)}`),
      kind,
      status,
      ...term,
      parent: i % 12 === 11 ? numbered('AO-', i - 10) : undefined,
      partner: oneOfKind(
        dice,
        organisations,
        'REGIONAL_NGO',
        'PRIVATE',
        'OTHER_PUBLIC',
        'NATIONAL_NGO',
        'ACADEMIC',
      ),
      funder: dice.chance(0.35)
        ? oneOfKind(dice, organisations, 'GOVERNMENT', 'FOUNDATION')
        : cyclic([theCity(organisations), theWelfareCentre(organisations)], dice.whole(0, 1)),
      actions: sharesOf(dice, covered),
      yearly: kind === 'MEMORANDUM' ? 0 : dice.whole(24, 360) * 500,
      years: yearsOf(term.startsOn, term.endsOn),
    };
  });
}

/** Whether an action can stand under an agreement: it has begun, or for one to come is planned or goes on. */
const fits = ({ status: stands, actualStart, actualEnd }: Action, status: AgreementStatus): boolean =>
  status === 'DRAFT' || status === 'SIGNED'
    ? stands === 'PLANNED' || stands === 'RUNNING'
    : actualStart !== undefined && (status !== 'IN_FORCE' || actualEnd === undefined);

function sharesOf(dice: Dice, actions: readonly Action[]): Agreement['actions'] {
  let left = 10_000;
  return actions.map((action, i) => {
    const rest = actions.length - 1 - i;
    // Thirds show that shares add up to the hundredth.
    const share = rest === 0 ? left : rest === 2 ? 3333 : dice.whole(4, 14) * Math.floor(left / 2000) * 100;
    left -= share;
    return { action, share };
  });
}

function termOf(
  dice: Dice,
  status: AgreementStatus,
  { actualStart = TERM.from }: Action,
): Pick<Agreement, 'startsOn' | 'endsOn'> {
  if (status === 'DRAFT' && dice.chance(0.5)) return { startsOn: undefined, endsOn: undefined };
  const isNext = status === 'DRAFT' || status === 'SIGNED';
  const current = dice.chance(0.5) ? `${yearOf(actualStart)}-01-01` : addMonths(actualStart, 0);
  const startsOn = isNext ? '2027-01-01' : current;
  const years = endOfMonth(addMonths(startsOn, 12 * dice.whole(1, 4) - 1));
  if (isNext) return { startsOn, endsOn: years };
  const months = endOfMonth(addMonths(startsOn, dice.whole(5, 15)));
  if (status === 'TERMINATED') return { startsOn, endsOn: earlier(months, '2026-08-31') };
  if (status === 'ENDED') return { startsOn, endsOn: earlier(years, '2026-06-30') };
  // In force: some run out within months of the day of writing, a few without end.
  const endsOn = dice.of([
    '2026-11-30',
    '2026-12-31',
    '2026-12-31',
    '2027-06-30',
    '2027-12-31',
    '2028-12-31',
  ]);
  return { startsOn, endsOn: dice.chance(0.06) ? undefined : endsOn };
}

const yearsOf = (startsOn: string | undefined, endsOn: string | undefined): number[] =>
  startsOn === undefined
    ? []
    : BUDGET_YEARS.filter((year) => year >= yearOf(startsOn) && year <= yearOf(endsOn ?? '2025'));

/** Whole euros that a contract is worth over the years with a budget; undefined for what is no contract. */
export const contractValue = ({ kind, yearly, years }: Agreement): number | undefined =>
  kind === 'CONTRACT' ? yearly * Math.max(1, years.length) : undefined;

const CITY_ROLES = {
  CONTRACT: 'CONTRACTOR',
  SUBSIDY: 'DIRECTOR',
  MEMORANDUM: 'DIRECTOR',
  COST_SHARING: 'PROVIDER',
} as const satisfies Record<AgreementKind, CityRole>;

export function* agreementRows({ seed, agreements }: City): Generator<Row> {
  const dice = new Dice(seed, 'agreement-rows');
  for (const agreement of agreements) {
    const { code, title, kind, status, startsOn, endsOn, parent } = agreement;
    const value = contractValue(agreement);
    yield {
      code,
      ...local('title', title),
      kind,
      status,
      // Some are signed after they began, as councils do.
      signed_on: status === 'DRAFT' || !startsOn ? undefined : addDays(startsOn, dice.whole(-150, 20)),
      starts_on: startsOn,
      ends_on: endsOn,
      parent,
      document_url: dice.chance(0.3) ? `https://example.org/agreements/${code}` : undefined,
      contract_value: value?.toFixed(2),
      contract_currency: value === undefined ? undefined : 'EUR',
      city_role: CITY_ROLES[kind],
      is_synthetic: true,
      note: status === 'TERMINATED' ? 'Broken off by mutual consent.' : undefined,
      source: SOURCE,
    };
  }
}

export function* allocationRows({ agreements }: City): Generator<Row> {
  for (const { code, actions } of agreements)
    for (const { action, share } of actions)
      yield { agreement: code, action: action.code, share_percent: (share / 100).toFixed(2) };
}
