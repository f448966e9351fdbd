import { ProgrammeFolder, type Row } from '../programme-folder.ts';

/** How many of each noun a made-up programme has, and how many domains they are divided over. */
export interface Size {
  readonly each: number;
  readonly domains: number;
}

const AREAS =
  'EMPLOYMENT INCOME_INEQUALITY EDUCATION WELFARE_AND_HEALTH HOUSING CULTURE_AND_LEISURE HUMAN_RIGHTS MOBILITY';
const MADE_UP = { is_synthetic: 'true' };
const S = { source: 'S1' };
const COUNT_UNKNOWN = { head_count_reason: 'NOT_PUBLISHED' };
/** Codes in which alphabet and number agree. */
const code = (letter: string, i: number) => `${letter}${String(i).padStart(3, '0')}`;
const title = (words: string) => ({ title_nl: words });

/**
 * A programme in which every action, agreement, test and indicator has everything that its like can have. Two of them
 * that differ in size differ in nothing else, so that each must cost an answer the same statements.
 */
export async function writeEvenProgramme(slug: string, { each, domains }: Size): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.empty();
  const numbers = Array.from({ length: each }, (_, i) => i);
  const files = { ...plan(slug, domains), ...actions(slug, numbers, domains) };
  const all = {
    ...files,
    ...agreements(slug, numbers),
    ...tests(slug, numbers),
    ...indicators(numbers, domains),
  };
  for (const [name, rows] of Object.entries<Row[]>(all)) await folder.write(`${name}.csv`, rows);
  return folder;
}

function plan(slug: string, domains: number): Record<string, Row[]> {
  const positions = Array.from({ length: domains }, (_, i) => i);
  return {
    programme: [
      {
        slug,
        ...title(slug),
        city_nis: '34022',
        starts_on: '2020-01-01',
        status: 'RUNNING',
        is_fictional: 'true',
        default_language: 'nl',
        ...S,
      },
    ],
    sources: [{ key: 'S1', citation: 'Made up.' }],
    domains: positions.map((i) => ({
      code: code('D', i),
      position: String(i + 1),
      ...title(`Domein ${i}`),
      ...S,
    })),
    // Two blocks each, since a partner is shared only between blocks.
    blocks: positions.flatMap((i) =>
      [1, 2].map((n) => ({
        code: `${code('B', i)}-${n}`,
        domain: code('D', i),
        position: String(n),
        ...title('Blok'),
        ...S,
      })),
    ),
    'people-groups': [{ code: 'G', ...title('Groep') }],
    crosswalks: ['EU-1', 'EU-2'].map((one) => ({
      code: one,
      vocabulary: 'EU_STRAND',
      notation: one,
      ...title(one),
      ...S,
    })),
    'domain-crosswalks': positions.map((i) => ({
      domain: code('D', i),
      crosswalk: 'EU-1',
      basis: 'DERIVED',
    })),
    claims: [
      {
        code: 'C',
        subject: 'ACTIONS_LISTED',
        ...title('Geteld'),
        value: '1',
        qualifier: 'EXACT',
        unit: 'acties',
        is_derived: 'false',
        ...S,
      },
    ],
    'dialogue-sessions': [
      { code: 'DS', ...title('Sessie'), through: 'DIRECT', organisation: `${slug}-0`, ...S },
    ],
    places: [
      { nis_code: '01000', name: 'België', level: 'COUNTRY', parent: '' },
      { nis_code: '02000', name: 'Vlaams Gewest', level: 'REGION', parent: '01000' },
      { nis_code: '34022', name: 'Kortrijk', level: 'MUNICIPALITY', parent: '02000' },
    ],
  };
}

function actions(slug: string, numbers: readonly number[], domains: number): Record<string, Row[]> {
  const rows = (make: (action: string, i: number) => Row) => numbers.map((i) => make(code('A', i), i));
  const half = numbers.length / 2;
  return {
    actions: rows((action, i) => ({
      code: action,
      domain: code('D', i % domains),
      block: `${code('B', i % domains)}-${1 + (Math.floor(i / domains) % 2)}`,
      // The second half are parts of the first.
      parent: i < half ? '' : code('A', i - half),
      ...title(`Actie ${i}`),
      goal: i % 2 ? 'CAUSES' : '',
      level: i % 2 ? 'INDIVIDUAL' : '',
      status: 'RUNNING',
      planned_end: '2021',
      origin: 'DS',
      ...MADE_UP,
      ...S,
    })),
    'action-crosswalks': rows((action, i) => ({ action, crosswalk: `EU-${1 + (i % 2)}`, basis: 'DERIVED' })),
    participations: numbers.flatMap((i) =>
      [0, 1 + (i % (numbers.length - 1))].map((n) => ({
        action: code('A', i),
        organisation: `${slug}-${n}`,
        role: 'IMPLEMENTING',
        ...MADE_UP,
        ...S,
      })),
    ),
    'user-participations': rows((action) => ({
      code: action,
      action,
      moment: 'DESIGN',
      through: 'DIRECT',
      organisation: `${slug}-0`,
      ...COUNT_UNKNOWN,
      ...S,
    })),
    'target-groups': rows((action) => ({ action, people_group: 'G', person_count: '5', ...S })),
    'action-places': rows((action) => ({ action, place: '34022' })),
    milestones: rows((action) => ({ code: action, action, ...title('Mijlpaal'), planned_on: '2021', ...S })),
    deliveries: rows((action) => ({
      code: action,
      action,
      ...title('Sessies'),
      held_count_reason: 'NOT_PUBLISHED',
      ...S,
    })),
    'status-changes': rows((action) => ({
      code: action,
      action,
      changed_on: '2020',
      to_status: 'RUNNING',
      ...S,
    })),
    adjustments: rows((action) => ({
      code: action,
      action,
      adjusted_on: '2021',
      change_nl: 'Anders',
      reason_nl: 'Omdat',
      session: 'DS',
      ...S,
    })),
    lineage: rows((action) => ({
      code: action,
      kind: 'CONTINUES',
      from_programme: 'elsewhere',
      from_action: action,
      to_action: action,
      basis: 'STATED',
      ...S,
    })),
  };
}

function agreements(slug: string, numbers: readonly number[]): Record<string, Row[]> {
  const rows = (make: (agreement: string, i: number) => Row) => numbers.map((i) => make(code('AG', i), i));
  const half = numbers.length / 2;
  const money = { currency: 'EUR', ...MADE_UP, ...S };
  return {
    organisations: numbers.map((i) => ({
      code: `${slug}-${i}`,
      name: `Voorbeeld ${slug} ${code('', i)}`,
      kind: 'OTHER',
      is_internal: 'false',
      parent: i === 0 ? '' : `${slug}-0`,
      ...MADE_UP,
      ...S,
    })),
    agreements: rows((agreement, i) => ({
      code: agreement,
      ...title(`Overeenkomst ${i}`),
      kind: 'CONTRACT',
      status: 'IN_FORCE',
      parent: i < half ? '' : code('AG', i - half),
      ...MADE_UP,
      ...S,
    })),
    'agreement-parties': numbers.flatMap((i) =>
      [0, 1 + (i % (numbers.length - 1))].map((n) => ({
        agreement: code('AG', i),
        organisation: `${slug}-${n}`,
        role: n === 0 ? 'COMMISSIONER' : 'CONTRACTOR',
      })),
    ),
    'agreement-tasks': rows((agreement) => ({
      code: agreement,
      agreement,
      ...title('Taak'),
      is_optional: 'false',
    })),
    obligations: rows((agreement) => ({
      code: agreement,
      agreement,
      kind: 'PLACES',
      ...title('Plaatsen'),
      due_value: '10',
      realised_value: '8',
      unit: 'plaatsen',
      ...S,
    })),
    allocations: rows((agreement, i) => ({ agreement, action: code('A', i), share_percent: '100.00' })),
    'budget-lines': rows((agreement, i) => ({
      code: code('BL', i),
      agreement,
      action: code('A', i),
      year: '2021',
      kind: 'COST',
      category: 'STAFF',
      ...title('Lonen'),
      funder: `${slug}-0`,
      source_budget: 'ONE',
      is_in_kind: 'false',
      certainty: 'COMMITTED',
      original_amount: '100.00',
      is_derived: 'false',
      ...money,
    })),
    transactions: rows((agreement, i) => ({
      code: code('T', i),
      agreement,
      budget_line: code('BL', i),
      action: code('A', i),
      type: 'COMMITMENT',
      transacted_on: '2021-05-01',
      amount: '100.00',
      provider: `${slug}-0`,
      receiver: `${slug}-1`,
      ...money,
    })),
    'scheduled-payments': rows((agreement, i) => ({
      code: code('SP', i),
      agreement,
      due_on: '2021-06-01',
      amount: '50.00',
      receiver: `${slug}-1`,
      ...money,
    })),
    'cost-shares': numbers.flatMap((i) =>
      ['', 'W'].map((parent) => ({
        code: `${code('CS', i)}${parent === '' ? 'W' : 'P'}`,
        agreement: code('AG', i),
        parent: parent && `${code('CS', i)}W`,
        bearer_nl: 'Wie betaalt',
        organisation: `${slug}-0`,
        share_numerator: '1',
        share_denominator: '1',
        ...S,
      })),
    ),
  };
}

function tests(slug: string, numbers: readonly number[]): Record<string, Row[]> {
  const rows = (make: (test: string, i: number) => Row) => numbers.map((i) => make(code('PT', i), i));
  const template = { template: `${slug}-test`, version: '1' };
  return {
    'test-templates': [{ code: template.template, version: '1', ...title('Sjabloon'), ...S }],
    'template-sections': [{ ...template, code: 'S', position: '1', ...title('Deel') }],
    'template-questions': [
      {
        ...template,
        section: 'S',
        code: 'q',
        position: '1',
        text_nl: 'Wie?',
        answer_type: 'TEXT',
        routes_to_full_test: 'false',
      },
    ],
    'poverty-tests': rows((test, i) => ({
      code: test,
      action: code('A', i),
      ...title('Toets'),
      ...template,
      moment: 'DESIGN',
      stage: 'DECIDED',
      requested_on: '2020-01-10',
      quickscan_on: '2020-02-10',
      advised_on: '2020-03-10',
      decided_on: '2020-04-10',
      advice: 'PROCEED_WITH_ADJUSTMENTS',
      conclusion: 'STRENGTHENS',
      decision: 'FOLLOWED',
      retest_on: '2021-01-01',
      ...MADE_UP,
      ...S,
    })),
    'quickscan-effects': numbers.flatMap((i) =>
      AREAS.split(' ').map((area) => ({ test: code('PT', i), area, effect: '1' })),
    ),
    'test-answers': rows((test) => ({ test, question: 'q', answer: 'Iedereen' })),
    'knowledge-contributions': numbers.flatMap((i) =>
      ['POLICY', 'EXPERIENCE', 'SCIENTIFIC'].map((kind) => ({
        code: `${code('KC', i)}-${kind}`,
        test: code('PT', i),
        kind,
        through: kind === 'EXPERIENCE' ? 'DIRECT' : '',
        organisation: `${slug}-0`,
        role_nl: 'Kenner',
        head_count: '3',
        contributed_on: '2020-03-01',
        summary_nl: 'Wat zij zeiden.',
        ...S,
      })),
    ),
    recommendations: rows((test) => ({
      code: test,
      test,
      text_nl: 'Doe het zo.',
      owner: `${slug}-0`,
      due_on: '2020-12-31',
      response: 'ADOPTED',
      status: 'OPEN',
    })),
    'stage-qualities': rows((test) => ({ test, stage: 'QUICKSCAN', score: '3' })),
  };
}

function indicators(numbers: readonly number[], domains: number): Record<string, Row[]> {
  const rows = (make: (indicator: string, i: number) => Row) => numbers.map((i) => make(code('I', i), i));
  const over = (year: number) => ({ period_start: `${year}-01-01`, period_end: `${year}-12-31` });
  const home = { place: '34022' };
  return {
    indicators: rows((indicator, i) => ({
      code: indicator,
      ...title('Indicator'),
      level: 'IMPACT',
      unit: 'PERCENT',
      direction: 'LOWER_IS_BETTER',
      is_cumulative: 'false',
      count_basis: 'NOT_APPLICABLE',
      domain: code('D', i % domains),
      frequency: 'YEARLY',
      ...S,
    })),
    'indicator-versions': rows((indicator) => ({
      indicator,
      version: '1',
      definition_nl: 'Wat telt.',
      ...S,
    })),
    baselines: rows((indicator) => ({ indicator, ...home, ...over(2020), value: '12', ...S })),
    targets: rows((indicator) => ({ code: indicator, indicator, ...home, ...over(2030), value: '6', ...S })),
    observations: numbers.flatMap((i) => {
      const observed = (place: string, year: number, series: string, vintage: number, value: string) => ({
        code: `${code('I', i)}-${place}-${year}-${series}-${vintage}`,
        indicator: code('I', i),
        version: '1',
        place,
        ...over(year),
        series,
        value,
        vintage: String(vintage),
        is_break: 'false',
        is_estimate: 'false',
        is_provisional: 'false',
        is_confidential: 'false',
        is_derived: 'false',
        ...S,
      });
      return ['34022', '02000'].flatMap((place) => [
        observed(place, 2010, 'main', 2011, '12'),
        observed(place, 2010, 'main', 2012, '13'),
        observed(place, 2010, 'press', 2011, '14'),
        observed(place, 2022, 'main', 2023, '11'),
      ]);
    }),
    contributions: rows((indicator, i) => ({
      action: code('A', i),
      indicator,
      strength: 'WEAK',
      assumption_nl: 'Misschien.',
      basis: 'DERIVED',
      ...S,
    })),
    'external-factors': rows((indicator) => ({
      code: indicator,
      ...title('Crisis'),
      description_nl: 'Buiten het plan.',
      from_on: '2020',
      indicator,
      ...S,
    })),
    'comparison-groups': rows((indicator) => ({ code: indicator, indicator, ...title('Gewest'), ...S })),
    'comparison-members': rows((group) => ({ group, place: '02000' })),
  };
}
