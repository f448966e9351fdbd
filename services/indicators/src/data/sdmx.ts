import type { BulkSession } from '@kapstok/kit';
import { type Column, namesOf } from '@kapstok/kit/data';
import type { IndicatorFrequency } from '@kapstok/schema';
import { parseDimensions } from '../observation/dimensions.ts';

/** The dataflow that our SDMX-CSV 2.1 holds; the number changes with the columns. */
export const DATAFLOW = 'KAPSTOK:OBSERVATIONS(1.0)';

const HEADER = [
  'STRUCTURE',
  'STRUCTURE_ID',
  'ACTION',
  'FREQ',
  'PROGRAMME',
  'INDICATOR',
  'DEF_VERSION',
  'GEO',
  'AGE',
  'SEX',
  'GROUP',
  'SERIES',
  'TIME_PERIOD',
  'OBS_VALUE',
  'UNIT',
  'OBS_STATUS',
  'OBS_REASON',
  'SOURCE',
  'VINTAGE',
] as const;

/** What stands for the whole of a dimension. */
const TOTAL = '_T';
const MISSING_NUMBER = 'NaN';
const MISSING = '#N/A';

const FREQUENCY: Readonly<Record<IndicatorFrequency, string>> = {
  YEARLY: 'A',
  QUARTERLY: 'Q',
  MONTHLY: 'M',
  THREE_YEARLY: 'A3',
  IRREGULAR: '_O',
};

/** Writes rows of the observations as SDMX-CSV 2.1: dimensions, measure, attributes. */
export function sdmxWriter(columns: readonly Column[], frequencyOf: (row: readonly string[]) => string) {
  const place = new Map(columns.map(({ name }, i) => [name, i]));
  return {
    header: `${HEADER.join(',')}\n`,
    line(cells: readonly string[]): string {
      const cell = (name: string): string => cells[place.get(name) ?? -1] ?? '';
      const { age, sex, group } = splitBreakdown(cell('dimensions'));
      const reason = cell('value_reason');
      return `${[
        'dataflow',
        DATAFLOW,
        'M',
        FREQUENCY[frequencyOf(cells) as IndicatorFrequency] ?? '_U',
        cell('programme'),
        cell('indicator'),
        cell('version'),
        cell('place'),
        age,
        sex,
        group,
        cell('series'),
        timePeriod(cell('period_start'), cell('period_end')),
        cell('value') === '' ? MISSING_NUMBER : cell('value'),
        cell('unit'),
        statusOf(cell),
        reason === '' ? MISSING : reason,
        cell('source'),
        cell('vintage'),
      ].join(',')}\n`;
    },
  };
}

/** Age and sex have dimensions of their own; all others together are the group. */
function splitBreakdown(text: string): { age: string; sex: string; group: string } {
  const found = parseDimensions(text) ?? [];
  const partOf = (wanted: string) => found.find(({ name }) => name === wanted)?.value;
  const others = found.filter(({ name }) => name !== 'age' && name !== 'sex');
  return {
    age: partOf('age') ?? TOTAL,
    sex: partOf('sex') ?? TOTAL,
    group: others.map(({ name, value }) => `${name}@${value}`).join('$') || TOTAL,
  };
}

/** Several flags stand together, as in b e: break, estimate, provisional, confidential; a figure without is normal. */
function statusOf(cell: (name: string) => string): string {
  const flags = [
    ['is_break', 'b'],
    ['is_estimate', 'e'],
    ['is_provisional', 'p'],
    ['is_confidential', 'c'],
  ].filter(([name = '']) => cell(name) === 'true');
  return flags.map(([, sign]) => sign).join('') || MISSING;
}

/** A year, half, quarter, month or day as SDMX writes it; anything else by its first day and its length. */
export function timePeriod(start: string, end: string): string {
  const [year = '', month = '', day = ''] = start.split('-');
  const months = monthsBetween(start, end);
  if (start === end) return start;
  if (day !== '01' || months === null) return `${start}/P${daysBetween(start, end)}D`;
  const first = Number(month) - 1;
  if (months === 12 && first === 0) return year;
  if (months === 6 && first % 6 === 0) return `${year}-S${first / 6 + 1}`;
  if (months === 3 && first % 3 === 0) return `${year}-Q${first / 3 + 1}`;
  if (months === 1) return `${year}-${month}`;
  return months % 12 === 0 ? `${start}/P${months / 12}Y` : `${start}/P${months}M`;
}

/** Whole months from the first day of one to the last of another; null when it ends elsewhere. */
function monthsBetween(start: string, end: string): number | null {
  const next = new Date(`${end}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  if (next.getUTCDate() !== 1) return null;
  const from = new Date(`${start}T00:00:00Z`);
  return 12 * (next.getUTCFullYear() - from.getUTCFullYear()) + next.getUTCMonth() - from.getUTCMonth();
}

const daysBetween = (start: string, end: string): number =>
  1 + Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000);

/** Rows of observations as SDMX-CSV. */
export async function sdmxOf(session: BulkSession, columns: readonly Column[]) {
  const frequencies = await frequenciesOf(session);
  return sdmxWriter(columns, ([, programme, , indicator]) => frequencies(`${programme} ${indicator}`));
}

/** How often each indicator is published, by programme and code. */
const frequenciesOf = (session: BulkSession) =>
  namesOf(
    session,
    `select slug || ' ' || code as id, frequency as name from indicator join programme_name using (programme_id)`,
  );
