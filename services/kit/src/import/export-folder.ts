import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { ExportRefused } from './export-refused.ts';

/** Where files are written before they are moved to their place; its name also keeps a second export out. */
const STAGING = '.kapstok-export';

export interface ExportFolderOptions {
  readonly directory: string;
  /** All files that the format has. */
  readonly names: readonly string[];
  /** The file without which a folder is no programme. */
  readonly root: string;
  /** Replace the files of the format that are there already. */
  readonly isReplacing: boolean;
}

/**
 * A folder that gets all files of an export or none. Files are written aside and moved when all are complete; the
 * root file goes first and comes last, so that a folder that was left half moved is refused by the import.
 */
export class ExportFolder {
  readonly #options: ExportFolderOptions;
  readonly #staging: string;
  /** The first folder of the path that had to be made; undefined when all were there. */
  readonly #made: string | undefined;
  readonly #written: string[] = [];
  readonly #moved: string[] = [];

  private constructor(options: ExportFolderOptions, made: string | undefined) {
    this.#options = options;
    this.#staging = path.join(options.directory, STAGING);
    this.#made = made;
  }

  /** Makes the folder when it is missing; throws ExportRefused when something is in the way. */
  static async open(options: ExportFolderOptions): Promise<ExportFolder> {
    const { directory, isReplacing } = options;
    refuseForeign(options, await entriesOf(directory));
    const made = await mkdir(directory, { recursive: true });
    const folder = new ExportFolder(options, made);
    if (isReplacing) await rm(folder.#staging, { recursive: true, force: true });
    await mkdir(folder.#staging).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
      throw new ExportRefused(
        `Another export into ${directory} is running, or one was killed: then remove ${folder.#staging}.`,
      );
    });
    try {
      // Once more: another export may have ended since the first look.
      refuseForeign(options, await entriesOf(directory));
    } catch (error) {
      await folder.abandon();
      throw error;
    }
    return folder;
  }

  async write(name: string, pages: AsyncIterable<string>): Promise<void> {
    const file = await open(path.join(this.#staging, name), 'wx');
    try {
      for await (const page of pages) await file.appendFile(page);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#written.push(name);
  }

  /** Moves all files to their place. */
  async finish(): Promise<void> {
    const { directory, names, root, isReplacing } = this.#options;
    const others = names.filter((name) => name !== root);
    if (isReplacing) {
      for (const name of [root, ...others]) await rm(path.join(directory, name), { force: true });
    }
    for (const name of [...others, root].filter((one) => this.#written.includes(one))) {
      await rename(path.join(this.#staging, name), path.join(directory, name));
      this.#moved.push(name);
    }
    await rmdir(this.#staging);
  }

  /** Takes away everything that this export made. */
  async abandon(): Promise<void> {
    const { directory } = this.#options;
    for (const name of this.#moved.reverse()) await rm(path.join(directory, name), { force: true });
    await rm(this.#staging, { recursive: true, force: true });
    if (this.#made === undefined) return;
    // Only empty folders go: somebody may have put something in meanwhile.
    const top = path.dirname(path.resolve(this.#made));
    for (let at = path.resolve(directory); at !== top; at = path.dirname(at)) {
      const isGone = await rmdir(at).then(
        () => true,
        () => false,
      );
      if (!isGone) return;
    }
  }
}

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

async function entriesOf(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    if (hasCode(error, 'ENOTDIR')) throw new ExportRefused(`${directory} is not a folder.`);
    throw error;
  }
}

function refuseForeign(
  { directory, names, isReplacing }: ExportFolderOptions,
  entries: readonly string[],
): void {
  const others = entries.filter((name) => name !== STAGING);
  if (!isReplacing) {
    if (others.length === 0) return;
    throw new ExportRefused(
      `${directory} is not empty. Give a new or empty folder, or --force to replace the files of a programme in it.`,
    );
  }
  // The import would refuse a folder with such a file.
  const foreign = others.filter((name) => name.endsWith('.csv') && !names.includes(name));
  if (foreign.length > 0)
    throw new ExportRefused(
      `${directory} holds ${foreign.join(', ')}, which no programme has. Give another folder.`,
    );
}
