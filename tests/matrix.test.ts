import { ROLE, type Role, wordsOf } from '@kapstok/schema';
import { buildSchema, getNamedType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCommitted } from './committed-schema.ts';
import { type Expectations, readExpectations, writeExpectations } from './matrix/expectations.ts';
import type { Table } from './matrix/observe.ts';
import type { Class } from './matrix/ownership.ts';
import { MatrixWorld } from './matrix/world.ts';

/** Writes the table anew from what is told, for somebody to read line by line; nothing is compared then. */
const isWriting = process.env['KAPSTOK_WRITE_MATRIX'] === '1';
const ROLES: readonly Role[] = wordsOf(ROLE);
const schema = buildSchema(readCommitted('api.graphql'));

/** Types that no path of the matrix tells of, and where they are looked at. */
const ELSEWHERE: Record<string, RegExp> = {
  'of pages, which are judged row by row': /(Connection|Edge)\.|^PageInfo\./,
  'of changes, whose twins stand beside each mutation': /Payload\.|^UserError\.|^Mutation\./,
  'of oneself, in access-accounts.test.ts': /^(Viewer|HeldRole)\./,
  'of what is asked with an argument, in plan-history, update-imports and reporting tests':
    /^(PlanOnDate|ActionOnDate|PolicyDomainOnDate|UpdateImport|UpdateImportRow|ImportProblem|ReportingDraft)\./,
  'of talks and files, in threads and evidence tests': /^(Comment|FollowUpFlag|EvidenceFile)\./,
  'of many changes at once, beside each mutation': /^RefusedProgressUpdate\./,
  'of what nobody recorded or calculated in the shipped programmes, in figures, figures-effect and free-text tests':
    /^(CalculatedFigure|Calculation|CalculationInput|DifferenceOfDifferences|PlaceChange|ObservationBatch|QualityWarning|RankedPlace|TransitionCell|TransitionMatrix|TextWarning)\.|^IndicatorDefinition\.calculation$|^Observation\.calculated$/,
  'of what the provider vouches for, in access-vouched-roles.test.ts': /^ApiToken\.vouchedUntil$/,
  'of what is withheld, which no director is told, in told-figures.test.ts': /^Observation\.withheldBecause$/,
  'of the last minute, in access-tokens.test.ts': /^ApiToken\.lastUsedAt$/,
};
const isElsewhere = (field: string) => Object.values(ELSEWHERE).some((pattern) => pattern.test(field));

/** Fields that nobody can be told here, since nothing fills them: no shipped programme, no account of a test. */
const UNFILLED: readonly string[] = [
  ...['closedAt', 'email', 'lastSeenAt'].map((field) => `Account.${field}`),
  ...['id', 'kind', 'note', 'publishedOn', 'version'].map((field) => `Publication.${field}`),
  ...['happenedOn', 'happenedOnPrecision', 'kind'].flatMap((field) => [
    `OrganisationPredecessor.${field}`,
    `OrganisationSuccessor.${field}`,
  ]),
  ...['ApiToken.revokedAt', 'RoleAssignment.withdrawnAt', 'AuditEntry.before', 'Finding.followUpNote'],
  ...['AttentionItem.daysOverdue', 'DimensionValue.name', 'DimensionValue.value', 'Finding.followedUpOn'],
  ...['Delivery.note', 'TestAnswer.note', 'Place.validFrom', 'Place.validTo', 'ActionFate.kind'],
  // Beyond the rows of a list that are asked for, or three hops away.
  ...['title', 'url', 'category'].map((field) => `Evidence.${field}`),
  ...['kind', 'daysLeft', 'returnedReason'].map((field) => `WorkItem.${field}`),
  ...['OwnerHandover.handedOn', 'OwnerHandover.reason'],
  ...['PeriodException.accountId', 'PeriodException.revokedOn', 'ProgressUpdate.returnedReason'],
  ...['GateOverride.withdrawnAt', 'GateOverride.withdrawnReason', 'DialogueSession.headCountReason'],
  ...['PovertyTest.budgetMovedPercent', 'PovertyTest.retestEvent', 'PovertyTest.withdrawnOn'],
  ...['adjustmentId', 'reply', 'repliedOn'].map((field) => `Recommendation.${field}`),
  'PolicyDomain.approvalRule',
  'FigureRelease.note',
  // Only apart, and only within a moment: tests/gate-race.test.ts.
  ...['id', 'reason', 'closedAt', 'passedAt', 'heardAt'].map((field) => `GateBreach.${field}`),
];

/** What may be told in part only, and rightly. */
const IN_PART: Record<string, RegExp> = {
  'roles that are held in every programme are shown to administrators only': /^RoleAssignment\./,
  'a file holds the rows that its reader is told':
    /^Programme\.progressUpdatesCsv ProgressUpdatesFile\.text$/,
  'who keeps the accounts is told another reason': /^Action\.targetGroups Figure\.reason$/,
  'sums that the other programme fills':
    /^(Organisation\.budget Figure\.reason|Place\.indicators ResultLevelCount\.)/,
};
const isInPart = (field: string) => Object.values(IN_PART).some((pattern) => pattern.test(field));

let world: MatrixWorld;
const tables = new Map<Role, Table>();
let strangers: Awaited<ReturnType<MatrixWorld['tablesOf']>>;
beforeAll(async () => {
  world = await MatrixWorld.open(schema);
  const asked = await world.tablesOf(ROLES.filter((role) => role !== 'PUBLIC'));
  for (const { role, stranger, table } of asked) if (stranger === null) tables.set(role, table);
  strangers = asked.filter(({ stranger }) => stranger !== null);
  tables.set('PUBLIC', await world.tableOfPublic());
}, 900_000);
afterAll(() => world?.close());

/** The classes of which a role is told a field. */
function seen(): Expectations {
  const fields = [...new Set([...tables.values()].flatMap((table) => [...table.keys()]))];
  const classesOf = (role: Role, field: string) =>
    [...(tables.get(role)?.get(field) ?? [])].flatMap(([name, { told }]) => (told > 0 ? [name] : []));
  return new Map(
    fields
      .filter((field) => !isElsewhere(lastOf(field)))
      .map((field) => [field, new Map(ROLES.map((role) => [role, new Set(classesOf(role, field))]))]),
  );
}

/** `Agreement.budget Money.amount` → `Money.amount`. */
const lastOf = (field: string): string => field.split(' ').at(-1) ?? field;

const leaves = (): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !/^(__|Query$)/.test(type.name))
    .flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => [type, field] as const) : [],
    )
    .flatMap(([type, field]) => (isLeafType(getNamedType(field.type)) ? [`${type.name}.${field.name}`] : []));

/** What a table says of a role that the other does not allow. */
function toldTooMuch(table: Table, may: (field: string, name: Class) => boolean): string[] {
  return [...table].flatMap(([field, cells]) =>
    [...cells].flatMap(([name, { told, there, examples }]) =>
      isElsewhere(lastOf(field)) || told === 0 || may(field, name)
        ? []
        : [`${field} of ${name}: ${told} of ${there} told, such as ${examples[0]}`],
    ),
  );
}

test.runIf(isWriting)('writes the table', () => {
  writeExpectations(ROLES, seen());
});

describe.skipIf(isWriting)('who is told what', () => {
  const expected = readExpectations();
  const may = (role: Role) => (field: string, name: Class) =>
    expected.get(field)?.get(role)?.has(name) ?? false;

  test('every field of the schema has a line in the table, and every line a field', () => {
    const known = new Set([...expected.keys()].map(lastOf));
    const unfilled = new Set(UNFILLED);
    expect(
      leaves().filter((field) => !known.has(field) && !isElsewhere(field) && !unfilled.has(field)),
    ).toEqual([]);
    expect([...known].filter((field) => !leaves().includes(field))).toEqual([]);
    expect(UNFILLED.filter((field) => known.has(field))).toEqual([]);
  });

  test('every value that was told has a line', () => {
    const fields = new Set([...world.everything.values()].map(({ field }) => field));
    expect([...fields].filter((field) => !expected.has(field) && !isElsewhere(lastOf(field)))).toEqual([]);
  });

  test.each(ROLES)('%s is told nothing but what the table says', (role) => {
    expect(toldTooMuch(tables.get(role) ?? new Map(), may(role))).toEqual([]);
  });

  test.each(ROLES)('%s is told what the table says', (role) => {
    const untold = [...(tables.get(role) ?? [])].flatMap(([field, cells]) =>
      [...cells].flatMap(([name, { told, there, examples }]) => {
        // Who steers the programme is told all of it. Sums of others may count what only some of them read.
        const isSteered = role === 'DIRECTOR' && (name === 'OWN' || name === 'DRAFT');
        const enough = isInPart(field) || (isSteered ? told === there : told > 0);
        return !may(role)(field, name) || enough
          ? []
          : [`${field} of ${name}: ${told} of ${there}, such as ${examples[0]}`];
      }),
    );
    expect(untold).toEqual([]);
  });

  test('strangers with the same roles are told no more: of another city, of another organisation', () => {
    for (const { stranger, role, table } of strangers)
      expect(toldTooMuch(table, may(role)), stranger ?? '').toEqual([]);
  });

  test.each(['kapstok_wrong', 'a.b.c', `eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.`])(
    'who brings %s is told nothing at all',
    async (token) => {
      for (const text of world.questions) {
        const answer = await world.askWith(`Bearer ${token}`, text);
        expect([answer.status, answer.data]).toEqual([401, undefined]);
      }
    },
  );

  test('it was tried widely enough to mean something', () => {
    const { everything, pathCount, questions } = world;
    process.stderr.write(
      `matrix: ${leaves().length} fields, ${pathCount} paths, ${ROLES.length} personas and 2 strangers, ${questions.length} questions each, ${everything.size} values\n`,
    );
    expect(everything.size).toBeGreaterThan(10_000);
  });
});
