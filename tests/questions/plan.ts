import { readdir } from 'node:fs/promises';
import { PROGRAMMES } from '@kapstok/cli/testing';
import { ProgrammeFolder, type Row } from '../programme-folder.ts';

/** The day on which the questions are asked. */
export const TODAY = '2026-11-21';

/** A shipped programme as its files say it, read without anything of the hub: what answers are held against. */
export class Plan {
  readonly #files: ReadonlyMap<string, readonly Row[]>;

  private constructor(files: ReadonlyMap<string, readonly Row[]>) {
    this.#files = files;
  }

  static async read(slug: string): Promise<Plan> {
    const folder = new ProgrammeFolder(`${PROGRAMMES}/${slug}`);
    const files = await Promise.all(
      (await readdir(folder.directory)).map(
        async (name) => [name.replace('.csv', ''), await folder.read(name)] as const,
      ),
    );
    return new Plan(new Map(files));
  }

  /** Rows of a file; none when the folder has no such file. */
  rows(file: string): readonly Row[] {
    return this.#files.get(file) ?? [];
  }

  /** The row with this key in the first column of a file. */
  row(file: string, key: string | undefined): Row {
    const found = this.rows(file).find((row) => Object.values(row)[0] === key);
    if (found === undefined) throw new Error(`${file}.csv has no ${key}.`);
    return found;
  }
}
