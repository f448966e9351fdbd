import { type BulkSession, sqlText } from '@kapstok/kit';
import { RECORDED_REASONS, type Viewer } from '@kapstok/schema';
import { NOT_NOUGHT } from '../../import/rules.ts';

/** What is wrong with a line of a file. */
export interface LineProblem {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

/** The first thousand problems, and how many there are. */
export interface Problems {
  readonly count: number;
  readonly list: readonly LineProblem[];
}

const MOST_TOLD = 1000;
const DIMENSION = '[a-z][a-z0-9-]*=[a-z0-9][a-z0-9.+-]*';
const CODE = '^[[:alnum:]][[:alnum:]._+:-]*$';
/** A number that is none, or has more digits than 15 before and 8 after the dot. */
const noNumber = (name: string): string => `(${name} = 'NaN' or abs(${name}) >= 1e15 or scale(${name}) > 8)`;

/** Column, condition that it is wrong, what is wrong and what would be right. */
type Check = readonly [column: string, isWrong: string, message: string];

const CHECKS: readonly Check[] = [
  ['programme', 'programme_id is null', 'is not a programme of which you read figures'],
  ['indicator', 'programme_id is not null and indicator_id is null', 'is not an indicator of the programme'],
  [
    'version',
    'indicator_id is not null and version_id is null',
    'is not the number of a version of the indicator',
  ],
  ['place', 'place_id is null', 'is not the NIS code of a place that the hub knows'],
  ['period_start', 'period_start is null', 'is not a day YYYY-MM-DD'],
  ['period_end', 'period_end is null', 'is not a day YYYY-MM-DD'],
  ['period_end', 'period_end < period_start', 'lies before period_start'],
  [
    'dimensions',
    `dimensions <> '' and (dimensions !~ '^${DIMENSION}(;${DIMENSION})*$' or length(dimensions) > 500)`,
    'is not a breakdown: name=value with ; between, lower-case letters, digits and -',
  ],
  [
    'series',
    `series <> 'main' and (series !~ '${CODE}' or length(series) > 80)`,
    'is not a code: letters, digits and . _ + : -, at most 80',
  ],
  [
    'unit',
    'indicator_id is not null and not is_unit',
    'is not the unit of the indicator: convert the figures, or make a version of the definition',
  ],
  ['value', noNumber('value'), 'is not a number: digits, with the decimal sign before at most 8 decimals'],
  ['numerator', noNumber('numerator'), 'is not a number'],
  ['denominator', noNumber('denominator'), 'is not a number'],
  [
    'numerator',
    '(numerator is null) <> (denominator is null)',
    'and denominator are given together or not at all',
  ],
  [
    'value_reason',
    'value is null and value_reason is null',
    `is empty although there is no value: say why, with one of ${RECORDED_REASONS.join(', ')}`,
  ],
  [
    'value_reason',
    'value is not null and value_reason is not null',
    'is given although there is a value: leave one of them empty',
  ],
  [
    'value_reason',
    `value_reason not in (${RECORDED_REASONS.map(sqlText).join(', ')})`,
    `is not one of ${RECORDED_REASONS.join(', ')}`,
  ],
  ['is_break', 'is_break is null', 'is neither true nor false'],
  ['is_estimate', 'is_estimate is null', 'is neither true nor false'],
  ['is_provisional', 'is_provisional is null', 'is neither true nor false'],
  ['is_confidential', 'is_confidential is null', 'is neither true nor false'],
  ['is_structural_zero', 'is_structural_zero is null', 'is neither true nor false'],
  [
    'is_structural_zero',
    'is_structural_zero and (value is distinct from 0 or numerator is not null or denominator is not null)',
    NOT_NOUGHT,
  ],
  ['vintage', 'vintage is null', 'is not YYYY-MM-DD, YYYY-MM or YYYY'],
  [
    'source',
    'programme_id is not null and names_source and source_id is null',
    'is not the key of a source of the programme',
  ],
];

/** The lines that say nothing that can be kept. What is withheld or derived is passed over, whatever it says. */
export async function checkLines(session: BulkSession): Promise<Problems> {
  const wrong = CHECKS.map(([, isWrong]) => `(${isWrong})`).join(' or ');
  const each = CHECKS.map(
    ([column, isWrong, message]) => `(${sqlText(column)}, ${isWrong}, ${sqlText(message)})`,
  );
  return problemsOf(
    session,
    `select line, problem.name, problem.message from resolved
     cross join lateral (values ${each.join(', ')}) problem (name, is_wrong, message)
     where skip is null and (${wrong}) and problem.is_wrong`,
  );
}

/** Problems that a SELECT of line, column and message finds. */
export async function problemsOf(session: BulkSession, select: string): Promise<Problems> {
  const { rows } = await session.query<{ line: string; name: string; message: string; count: string }>(
    `select *, count(*) over () as count from (${select}) found (line, name, message) order by line, name limit ${MOST_TOLD}`,
  );
  return {
    count: Number(rows[0]?.count ?? 0),
    // The header is line 1.
    list: rows.map(({ line, name, message }) => ({ line: Number(line) + 1, column: name, message })),
  };
}

/** The lines of programmes or domains whose figures somebody else changes. */
export function checkRights(session: BulkSession, viewer: Viewer): Promise<Problems> {
  const steered = viewer.roles
    .filter(({ role }) => role === 'DIRECTOR' || role === 'COORDINATOR')
    .map(({ programme, domain }) => {
      const ofProgramme = programme === '*' ? 'true' : `programme_id = ${sqlText(programme)}::uuid`;
      return domain === undefined ? ofProgramme : `(${ofProgramme} and domain_id = ${sqlText(domain)}::uuid)`;
    });
  const may = steered.length === 0 ? 'false' : `coalesce(${steered.join(' or ')}, false)`;
  return problemsOf(
    session,
    `select line, 'programme', 'is one whose figures its director changes, and the coordinators of the domain of the indicator'
     from resolved where skip is null and not (${may})`,
  );
}
