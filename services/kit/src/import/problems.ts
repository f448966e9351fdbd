/** One thing that is wrong in a programme folder. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: string;
  /** What was wrong and what would be right. */
  readonly message: string;
}

/** "actions.csv line 12, column status: "DONE" is not one of …" */
export function problemText({ file, line, column, message }: Problem): string {
  const place = line === undefined ? '' : ` line ${line}`;
  return `${file}${place}${column === undefined ? ':' : `, column ${column}:`} ${message}`;
}

/** Gathers problems; keeps the first thousand and counts the rest, so that a broken file stays readable. */
export class Problems {
  readonly list: Problem[] = [];
  count = 0;

  add(problem: Problem): void {
    this.count += 1;
    if (this.list.length < 1000) this.list.push(problem);
  }
}

/** The folder was refused; nothing was changed. */
export class ImportRefused extends Error {
  readonly problems: readonly Problem[];
  readonly count: number;

  constructor({ list, count }: Problems) {
    super(`${count} ${count === 1 ? 'problem' : 'problems'}; nothing was changed`);
    this.name = 'ImportRefused';
    this.problems = list;
    this.count = count;
  }
}
