import type { GeneratedProgramme } from '../generate-programme.ts';
import type { Row } from '../programme-folder.ts';
import { cell, rowsOf } from './rows.ts';

/** Whether an indicator of an action worsens or missed its last target. Generated ones have one place and want less. */
export function isOffTarget(programme: GeneratedProgramme, action: string, today: string): boolean {
  return rowsOf(programme, 'contributions.csv')
    .filter((row) => row['action'] === action)
    .map((row) => cell(row, 'indicator'))
    .some((indicator) => isWorse(programme, indicator) || hasMissed(programme, indicator, today));
}

const figuresOf = (programme: GeneratedProgramme, file: string, indicator: string): Row[] =>
  rowsOf(programme, file).filter((row) => row['indicator'] === indicator && cell(row, 'value') !== '');
const end = (row: Row): string => cell(row, 'period_end');
const byEnd = (a: Row, b: Row): number => (end(a) < end(b) ? -1 : 1);
/** In thousandths: generated figures have three decimals. */
const amount = (row: Row): bigint => BigInt(cell(row, 'value').replace('.', ''));
const size = (number: bigint): bigint => (number < 0n ? -number : number);

/** More than two percent above where it began. */
function isWorse(programme: GeneratedProgramme, indicator: string): boolean {
  const [baseline] = figuresOf(programme, 'baselines.csv', indicator);
  const last = figuresOf(programme, 'observations.csv', indicator).sort(byEnd).at(-1);
  if (baseline === undefined || last === undefined || end(last) <= end(baseline)) return false;
  const change = amount(last) - amount(baseline);
  return change > 0n && 100n * change >= 2n * size(amount(baseline));
}

/** Of the targets whose period is over the last of which the figure is known; of several of one day any. */
function hasMissed(programme: GeneratedProgramme, indicator: string, today: string): boolean {
  const verdicts = figuresOf(programme, 'targets.csv', indicator).flatMap((target) => {
    const found = figuresOf(programme, 'observations.csv', indicator)
      .filter((row) => end(row) >= cell(target, 'period_start') && end(row) <= end(target))
      .sort(byEnd)
      .at(-1);
    if (found === undefined || end(target) >= today) return [];
    return [{ day: end(target), isMissed: amount(found) > amount(target) }];
  });
  const last = verdicts
    .map(({ day }) => day)
    .sort()
    .at(-1);
  return verdicts.some(({ day, isMissed }) => day === last && isMissed);
}
