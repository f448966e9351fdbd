import fc from 'fast-check';
import { ProgrammeFolder, type Row } from './programme-folder.ts';

/** A programme as rows of its files, by file name. */
export interface GeneratedProgramme {
  readonly slug: string;
  readonly files: Readonly<Record<string, readonly Row[]>>;
}

/** What a city decides about the shape of its plan; what is left out is drawn. */
export interface Shape {
  readonly slug?: string;
  readonly language?: 'nl' | 'fr' | 'en' | 'de';
  readonly currencies?: readonly string[];
  readonly domains?: number;
  readonly blocks?: number;
  readonly actions?: number;
  readonly organisations?: number;
}

// Texts that spreadsheets, CSV readers or terminals take for something else.
const ODD = [
  '=1+1',
  '+32 56 27 70 00',
  '-2',
  '@som',
  'a,b',
  'say "hi"',
  'two\nlines',
  '\u202eright',
  'NULL',
  '🧥',
];
const text = fc
  .oneof(
    fc.constantFrom(...ODD),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.lorem({ maxCount: 6 }),
  )
  .map(
    (drawn) =>
      drawn
        .normalize('NFC')
        .replaceAll(/[\0\r]/g, '')
        .trim() || 'x',
  );
const amount = fc.integer({ min: 0, max: 999_999_999 }).map((n) => (n / 100).toFixed(2));
const flag = fc.constantFrom('true', 'false');
const pick = fc.nat({ max: 1_000_000 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const reason = fc.constantFrom('NOT_PUBLISHED', 'NOT_MEASURED', 'NOT_APPLICABLE', 'LOST_IN_SOURCE');
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
const partial = fc
  .tuple(day, fc.constantFrom(4, 7, 10))
  .map(([date, length]) => date.toISOString().slice(0, length));
/** As many as `fixed` says, else up to `most`. */
const some = <T>(one: fc.Arbitrary<T>, most: number, fixed?: number, least = 0) =>
  fc.array(one, { minLength: fixed ?? least, maxLength: fixed ?? most });

/** One of a list by a drawn number; undefined for none drawn or an empty list. */
const at = <T>(list: readonly T[], drawn: number | undefined): T | undefined =>
  drawn === undefined ? undefined : list[drawn % Math.max(list.length, 1)];
const numbered = (letter: string, index: number): string => `${letter}${String(index + 1).padStart(2, '0')}`;
const code = (row: Row | undefined): string => row?.['code'] ?? '';
const distinct = (rows: readonly Row[], ...columns: string[]): Row[] => [
  ...new Map(rows.map((row) => [columns.map((column) => row[column]).join(' '), row])).values(),
];

const drawPlan = (shape: Shape) =>
  fc.record({
    slug: fc.constant(shape.slug ?? 'any-city'),
    language: fc.constantFrom('nl', 'fr', 'en', 'de').map((language) => shape.language ?? language),
    title: text,
    domains: some(fc.record({ title: text }), 12, shape.domains, 1),
    blocks: some(fc.record({ title: text, domain: pick }), 8, shape.blocks),
    organisations: some(fc.record({ name: text, isInternal: flag }), 6, shape.organisations),
    actions: some(drawAction, 30, shape.actions),
    participations: some(fc.record({ action: pick, organisation: pick }), 12),
    agreements: some(fc.record({ title: text, shares: some(fc.record({ action: pick, weight }), 5) }), 5),
    lines: some(fc.record({ ...moneyOf(shape), ...drawLine }), 15),
    transactions: some(fc.record({ ...moneyOf(shape), ...drawTransaction }), 15),
    indicators: some(fc.record({ title: text, domain: maybe(pick) }), 5),
    observations: some(drawObservation, 20),
    tests: some(fc.record({ title: text, action: pick, on: day }), 4),
  });
type Plan = ReturnType<typeof drawPlan> extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const weight = fc.integer({ min: 1, max: 50 });
const moneyOf = (shape: Shape) => ({
  agreement: maybe(pick),
  action: maybe(pick),
  currency: fc.constantFrom(...(shape.currencies ?? ['EUR', 'GBP', 'JPY'])),
});
const drawAction = fc.record({
  title: text,
  domain: pick,
  block: maybe(pick),
  parent: maybe(pick),
  status: fc.constantFrom('PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'),
  realisation: fc.constantFrom('', 'REALISED', 'PARTLY_REALISED', 'NOT_REALISED'),
  goal: fc.constantFrom('', 'CAUSES', 'CONSEQUENCES'),
  plannedEnd: maybe(partial),
  note: maybe(text),
});
const drawLine = {
  title: text,
  domain: maybe(pick),
  year: maybe(fc.integer({ min: 1900, max: 2200 })),
  kind: fc.constantFrom('COST', 'REVENUE'),
  original: maybe(amount),
  revised: maybe(amount),
  reason,
  funder: maybe(pick),
  inKind: flag,
};
const drawTransaction = {
  line: maybe(pick),
  type: fc.constantFrom('INCOMING', 'COMMITMENT', 'PAYMENT', 'SPENDING'),
  on: partial,
  amount: fc.tuple(fc.constantFrom('', '-'), amount).map((parts) => parts.join('')),
};
const drawObservation = fc.record({
  indicator: pick,
  year: fc.integer({ min: 1990, max: 2050 }),
  value: maybe(fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => number.toFixed(3))),
  reason,
});

/** Any programme that the format allows, in the shape that is given. */
export const programmeArbitrary = (shape: Shape = {}): fc.Arbitrary<GeneratedProgramme> =>
  drawPlan(shape).map((plan) => ({ slug: plan.slug, files: toFiles(plan) }));

/** One programme in a shape, the same on every run. */
export function exampleProgramme(shape: Shape): GeneratedProgramme {
  const [example] = fc.sample(programmeArbitrary(shape), { numRuns: 1, seed: 7 });
  if (example === undefined) throw new Error('Nothing was drawn.');
  return example;
}

/** Writes the programme as a folder; files without rows are left out. */
export async function writeProgramme({ files }: GeneratedProgramme): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.empty();
  for (const [file, rows] of Object.entries(files)) if (rows.length > 0) await folder.write(file, rows);
  return folder;
}

/** Place of all figures; the same for all generated programmes, since places are shared. */
export const PLACE = '90001';

function toFiles(plan: Plan): Record<string, Row[]> {
  const { language, slug } = plan;
  const title = (words: string) => ({ [`title_${language}`]: words });
  const domains = plan.domains.map((domain, i) => ({
    code: numbered('D', i),
    position: String(i + 1),
    ...title(domain.title),
  }));
  const blocks = plan.blocks.map((block, i) => ({
    code: numbered('B', i),
    domain: code(at(domains, block.domain)),
    position: String(i + 1),
    ...title(block.title),
  }));
  const organisations = plan.organisations.map(({ name, isInternal }, i) => ({
    code: `${slug}-${i + 1}`,
    name,
    kind: 'OTHER',
    is_internal: isInternal,
    is_synthetic: 'true',
  }));
  const actions = plan.actions.map((action, i) => {
    const domain = code(at(domains, action.domain));
    return {
      code: numbered('A', i),
      domain,
      block: code(
        at(
          blocks.filter((block) => block.domain === domain),
          action.block,
        ),
      ),
      // An earlier one, so that no action becomes a part of itself.
      parent: action.parent === undefined || i === 0 ? '' : numbered('A', action.parent % i),
      ...title(action.title),
      status: action.status,
      realisation: action.realisation,
      goal: action.goal,
      planned_end: action.plannedEnd ?? '',
      is_synthetic: 'true',
      note: action.note ?? '',
    };
  });
  return {
    'programme.csv': [
      {
        slug,
        ...title(plan.title),
        starts_on: '2026-01-01',
        status: 'RUNNING',
        is_fictional: 'true',
        default_language: language,
        source: 'S1',
      },
    ],
    'sources.csv': [{ key: 'S1', citation: 'Made up.' }],
    'domains.csv': domains,
    'blocks.csv': blocks,
    'organisations.csv': organisations,
    'actions.csv': actions,
    'participations.csv': participations(plan, actions, organisations),
    ...moneyFiles(plan, { domains, actions, organisations }),
    ...figureFiles(plan, domains),
    ...testFiles(plan, actions),
  };
}

function participations(plan: Plan, actions: readonly Row[], organisations: readonly Row[]): Row[] {
  if (actions.length === 0 || organisations.length === 0) return [];
  const rows = plan.participations.map(({ action, organisation }) => ({
    action: code(at(actions, action)),
    organisation: code(at(organisations, organisation)),
    role: 'IMPLEMENTING',
    is_synthetic: 'true',
  }));
  return distinct(rows, 'action', 'organisation');
}

type Rows = Readonly<Record<'domains' | 'actions' | 'organisations', readonly Row[]>>;

function moneyFiles(plan: Plan, { domains, actions, organisations }: Rows): Record<string, Row[]> {
  const agreements = plan.agreements.map(({ title }, i) => ({
    code: numbered('AG', i),
    [`title_${plan.language}`]: title,
    kind: 'CONTRACT',
    status: 'IN_FORCE',
    is_synthetic: 'true',
  }));
  const lines = plan.lines.map((line, i) => ({
    code: numbered('BL', i),
    agreement: code(at(agreements, line.agreement)),
    action: code(at(actions, line.action)),
    domain: code(at(domains, line.domain)),
    year: String(line.year ?? ''),
    kind: line.kind,
    category: 'OTHER',
    [`title_${plan.language}`]: line.title,
    funder: code(at(organisations, line.funder)),
    is_in_kind: line.inKind,
    certainty: 'COMMITTED',
    original_amount: line.original ?? '',
    revised_amount: line.revised ?? '',
    amount_reason: line.original === undefined && line.revised === undefined ? line.reason : '',
    currency: line.currency,
    is_derived: 'false',
    is_synthetic: 'true',
  }));
  const transactions = plan.transactions.map((transaction, i) => ({
    code: numbered('T', i),
    agreement: code(at(agreements, transaction.agreement)),
    budget_line: code(at(lines, transaction.line)),
    action: code(at(actions, transaction.action)),
    type: transaction.type,
    transacted_on: transaction.on,
    amount: transaction.amount,
    currency: transaction.currency,
    is_synthetic: 'true',
  }));
  return {
    'agreements.csv': agreements,
    'allocations.csv': plan.agreements.flatMap(({ shares }, i) => divide(numbered('AG', i), shares, actions)),
    'budget-lines.csv': lines,
    'transactions.csv': transactions,
  };
}

/** Shares of one agreement that add to 100 %. */
function divide(
  agreement: string,
  shares: readonly { readonly action: number; readonly weight: number }[],
  actions: readonly Row[],
): Row[] {
  if (actions.length === 0) return [];
  const weights = new Map(shares.map((share) => [code(at(actions, share.action)), share.weight]));
  const whole = [...weights.values()].reduce((sum, one) => sum + one, 0);
  let left = 10_000;
  return [...weights].map(([action, part], i) => {
    const points = i === weights.size - 1 ? left : Math.floor((10_000 * part) / whole);
    left -= points;
    return { agreement, action, share_percent: (points / 100).toFixed(2) };
  });
}

function figureFiles(plan: Plan, domains: readonly Row[]): Record<string, Row[]> {
  const indicators = plan.indicators.map(({ title, domain }, i) => ({
    code: numbered('I', i),
    [`title_${plan.language}`]: title,
    level: 'OUTCOME',
    unit: 'PERSONS',
    direction: 'LOWER_IS_BETTER',
    is_cumulative: 'false',
    count_basis: 'UNIQUE',
    domain: code(at(domains, domain)),
    frequency: 'YEARLY',
  }));
  const observations = plan.observations.map(({ indicator, year, value, reason: why }) => ({
    code: `${code(at(indicators, indicator))}-${year}`,
    indicator: code(at(indicators, indicator)),
    version: '1',
    place: PLACE,
    period_start: `${year}-01-01`,
    period_end: `${year}-12-31`,
    series: 'main',
    value: value ?? '',
    value_reason: value === undefined ? why : '',
    vintage: String(year + 1),
    is_break: 'false',
    is_estimate: 'false',
    is_provisional: 'false',
    is_confidential: 'false',
    is_derived: 'false',
    source: 'S1',
  }));
  return {
    'places.csv': [{ nis_code: PLACE, name: 'Elders', level: 'MUNICIPALITY' }],
    'indicators.csv': indicators,
    'indicator-versions.csv': indicators.map((indicator) => ({
      indicator: code(indicator),
      version: '1',
      [`definition_${plan.language}`]: 'What is counted.',
    })),
    'observations.csv': indicators.length === 0 ? [] : distinct(observations, 'code'),
  };
}

function testFiles(plan: Plan, actions: readonly Row[]): Record<string, Row[]> {
  // A version never changes once it is loaded, so every programme of a slug has the same.
  const named = { template: `${plan.slug}-test`, version: '1' };
  const position = '1';
  return {
    'test-templates.csv': [{ code: named.template, version: '1', title_nl: 'Sjabloon' }],
    'template-sections.csv': [{ ...named, code: 'S', position, title_nl: 'Deel' }],
    'template-questions.csv': [
      {
        ...named,
        section: 'S',
        code: 'q1',
        position,
        text_nl: 'Voor wie?',
        answer_type: 'TEXT',
        routes_to_full_test: 'false',
      },
    ],
    'poverty-tests.csv': (actions.length === 0 ? [] : plan.tests).map(({ title, action, on }, i) => ({
      code: numbered('PT', i),
      action: code(at(actions, action)),
      [`title_${plan.language}`]: title,
      ...named,
      moment: 'DESIGN',
      stage: 'DRAFT',
      requested_on: on.toISOString().slice(0, 10),
      is_synthetic: 'true',
    })),
  };
}
