import { type CsvRow, Problems, readRows } from '@kapstok/kit';
import { PROGRESS_FILE } from './progress-file.ts';
import type { RowProblem } from './update-import.ts';

/** One line of a file: what is wrong with it before anything is looked up, and its cells. */
export interface FileLine extends CsvRow {
  readonly problems: readonly RowProblem[];
}

/** The lines of a text in their order; or, when it cannot be read as rows of this file, why. */
export function readLines(csv: string): { lines: readonly FileLine[]; wrong: readonly string[] } {
  const problems = new Problems();
  const rows = readRows(PROGRESS_FILE, Buffer.from(csv), problems);
  // What is wrong with single lines leaves the others; what is wrong with the file leaves none.
  const isWhole = problems.list.every(({ line }) => line !== undefined && line > 1);
  if (!isWhole || (rows.length === 0 && problems.count > 0))
    return {
      lines: [],
      wrong: problems.list.map((one) => (one.line === undefined ? '' : `line ${one.line} `) + one.message),
    };
  const broken = problems.list.map(({ line = 0, message }) => ({
    line,
    cells: {},
    problems: [{ column: null, message }],
  }));
  const lines = [...withoutRepeats(rows), ...broken].sort((a, b) => a.line - b.line);
  return { lines, wrong: [] };
}

/** A line that reports of what an earlier one did is refused: nobody could tell which of them holds. */
function withoutRepeats(rows: readonly CsvRow[]): FileLine[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const key = JSON.stringify(PROGRESS_FILE.key.map((name) => row.cells[name]?.toLowerCase()));
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row.line);
    const column = PROGRESS_FILE.key.join(' + ');
    return {
      ...row,
      problems: first === undefined ? [] : [{ column, message: `repeats the key of line ${first}` }],
    };
  });
}
