import { mkdirSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { exportFolder, type HubIdentity, importFolder, PROGRAMMES, shippedSlugs } from '@kapstok/cli/testing';
import { type CsvFile, headersOf, ImportRefused, withOwner } from '@kapstok/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { programmeArbitrary, writeProgramme } from './generate-programme.ts';
import { createDatabase } from './hub.ts';
import { ProgrammeFolder, type Row } from './programme-folder.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const seed = Number(process.env['KAPSTOK_SEED_NUMBER'] ?? Date.now() % 2 ** 31);

const files = new Map(subgraphs.flatMap((service) => service.files.map((file) => [file.name, file])));
const slugs = await shippedSlugs();

let shipped: HubIdentity;
let place: string;
const drops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const database = await createDatabase('shipped');
  shipped = database.identity;
  drops.push(database.drop);
});
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'kapstok-export-'));
  return () => rm(place, { recursive: true, force: true });
});
afterAll(async () => {
  for (const drop of drops) await drop();
});

async function inEmptyHub<T>(work: (identity: HubIdentity) => Promise<T>): Promise<T> {
  const { identity, drop } = await createDatabase('empty');
  try {
    return await work(identity);
  } finally {
    await drop();
  }
}

/** What a folder holds, by file name. */
async function contentOf(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory)).sort();
  const contents = names.map(async (name) => [name, await readFile(path.join(directory, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(contents));
}

/** Exports, loads that into an empty hub, exports from there. */
async function twice(identity: HubIdentity, slug: string) {
  const [first, second] = [path.join(place, 'first'), path.join(place, 'second')];
  await exportFolder(identity, slug, first);
  await inEmptyHub(async (other) => {
    await importFolder(other, first);
    await exportFolder(other, slug, second);
  });
  return { first: await contentOf(first), second: await contentOf(second) };
}

const fileOf = (name: string): CsvFile => {
  const file = files.get(name);
  if (file === undefined) throw new Error(`${name} is no file of the format.`);
  return file;
};
const keyOf = (file: CsvFile, row: Row): string[] =>
  file.key.flatMap((name) => file.columns[name]?.headers(name) ?? []).map((header) => row[header] ?? '');

/** Numbers in one way, worked out apart from the exporter. */
function canonicalCell(file: CsvFile, header: string, cell: string): string {
  const [, column] =
    Object.entries(file.columns).find(([name, one]) => one.headers(name)[0] === header) ?? [];
  if (cell === '' || column === undefined) return cell;
  if (column.shape.startsWith('amount')) return Number(cell).toFixed(2);
  return /^(number|percent)/.test(column.shape) ? String(Number(cell)) : cell;
}

const codePoints = (text: string): number[] => [...text].map((letter) => letter.codePointAt(0) ?? 0);
function compare(a: readonly string[], b: readonly string[]): number {
  for (const [i, cell] of a.entries()) {
    const [left, right] = [codePoints(cell), codePoints(b[i] ?? '')];
    const at = left.findIndex((point, j) => point !== right[j]);
    if (at >= 0) return (left[at] ?? 0) - (right[at] ?? -1);
    if (right.length > left.length) return -1;
  }
  return 0;
}
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The canonical form of a folder, as programmes/README.md describes it. */
async function canonical(folder: ProgrammeFolder): Promise<Record<string, string>> {
  const names = (await readdir(folder.directory)).filter((name) => name.endsWith('.csv')).sort();
  const contents: Record<string, string> = {};
  for (const name of names) {
    const file = fileOf(name);
    const rows = (await folder.read(name)).sort((a, b) => compare(keyOf(file, a), keyOf(file, b)));
    const headers = headersOf(file);
    const lines = rows.map((row) =>
      headers.map((header) => quoted(canonicalCell(file, header, row[header] ?? ''))),
    );
    if (rows.length > 0 || file.isRequired)
      contents[name] = [headers, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
  }
  return contents;
}

test.each(slugs)(
  '%s comes out of the hub in canonical form and with every cell that went in',
  async (slug) => {
    const { leftOut } = await exportFolder(shipped, slug, path.join(place, slug));
    const exported = await contentOf(path.join(place, slug));
    expect(exported).toEqual(await canonical(new ProgrammeFolder(path.join(PROGRAMMES, slug))));
    expect(leftOut).toEqual([]);
  },
);

test.each(slugs)(
  '%s, exported, loaded into an empty hub and exported again, has the same bytes',
  async (slug) => {
    const { first, second } = await twice(shipped, slug);
    expect(Object.keys(first).length).toBeGreaterThan(20);
    expect(second).toEqual(first);
  },
);

test('an import of what was exported changes nothing in the hub', async () => {
  for (const slug of slugs) {
    await exportFolder(shipped, slug, path.join(place, slug));
    const result = await importFolder(shipped, path.join(place, slug), { isDryRun: true });
    const changed = result.files.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0);
    expect(changed).toEqual([]);
  }
});

test(
  'any programme comes out as it went in',
  async () => {
    const property = fc.asyncProperty(programmeArbitrary({ slug: 'any-city' }), async (programme) => {
      const folder = await writeProgramme(programme);
      try {
        await inEmptyHub(async (identity) => {
          await importFolder(identity, folder.directory);
          const { first, second } = await twice(identity, 'any-city');
          expect(first).toEqual(await canonical(folder));
          expect(second).toEqual(first);
        });
      } finally {
        await folder.delete();
        await rm(path.join(place, 'first'), { recursive: true, force: true });
        await rm(path.join(place, 'second'), { recursive: true, force: true });
      }
    });
    await fc.assert(property, { seed, numRuns: isSoak ? 300 : 3, endOnFailure: !isSoak });
  },
  isSoak ? 3600_000 : 120_000,
);

/** A copy of a shipped programme under another name, changed at will and loaded. */
async function loadCopy(
  identity: HubIdentity,
  slug: string,
  change: (folder: ProgrammeFolder) => Promise<unknown>,
) {
  const folder = await ProgrammeFolder.copyOf('kortrijk-2013');
  await folder.change('programme.csv', (rows) => rows.map((row) => ({ ...row, slug })));
  await change(folder);
  await importFolder(identity, folder.directory);
  return folder;
}

test('rows are in the order of code points, over many pages, whatever their text', async () => {
  await inEmptyHub(async (identity) => {
    // In UTF-16 the third would come before the second.
    const codes = ['Zz', '\ufb00', '\u{10400}', 'a10', 'a9', 'a-1', 'é', ...Array(5000).keys()].map(String);
    const texts = [
      '=1+1',
      'say "hi"',
      'one\r\ntwo',
      'one\rtwo',
      'a,b',
      '"',
      "'",
      '#',
      '🧥',
      '-2',
      '\u202eright',
    ];
    const folder = await loadCopy(identity, 'many', (copy) =>
      copy.write(
        'milestones.csv',
        codes.map((code, i) => ({
          code,
          action: 'D01-01',
          title_nl: texts[i % texts.length] ?? '',
        })),
      ),
    );
    await exportFolder(identity, 'many', path.join(place, 'many'));
    const { 'milestones.csv': exported = '' } = await contentOf(path.join(place, 'many'));
    expect(exported).toBe((await canonical(folder))['milestones.csv']);
    await folder.delete();
  });
});

test('an unknown programme is refused in a sentence, and no folder is made', async () => {
  const directory = path.join(place, 'new');
  await expect(exportFolder(shipped, 'nowhere', directory)).rejects.toThrow(
    `This hub has no programme "nowhere"; it has ${slugs.join(', ')}.`,
  );
  await inEmptyHub(async (identity) => {
    await expect(exportFolder(identity, 'nowhere', directory)).rejects.toThrow('it has none yet');
  });
  expect(await readdir(place)).toEqual([]);
});

test('of what programmes share only that comes out which the programme lists', async () => {
  await inEmptyHub(async (identity) => {
    const one = await ProgrammeFolder.copyOf('kortrijk-2013');
    await importFolder(identity, one.directory);
    const other = await loadCopy(identity, 'other', async (copy) => {
      // Another programme puts an organisation that both list under one of its own, after a source of its own.
      await copy.change('sources.csv', (rows) => [...rows, { ...rows[0], key: 'ONLY-OTHER' }]);
      await copy.change('organisations.csv', (rows) => [
        ...rows.map((row) =>
          row['code'] === 'vdab' ? { ...row, parent: 'umbrella', source: 'ONLY-OTHER' } : row,
        ),
        { ...rows[0], code: 'umbrella', name: 'Umbrella', parent: 'roof' },
        { ...rows[0], code: 'roof', name: 'Roof', parent: '' },
        { ...rows[0], code: 'unrelated', name: 'Unrelated', parent: '' },
      ]);
    });
    const directory = path.join(place, 'one');
    const { leftOut } = await exportFolder(identity, 'kortrijk-2013', directory);
    const exported = await new ProgrammeFolder(directory).read('organisations.csv');
    const before = (await one.read('organisations.csv')).map(({ code }) => code);
    expect(exported.map(({ code }) => code)).toEqual([...before, 'roof', 'umbrella'].sort());
    expect(exported.find(({ code }) => code === 'vdab')).toMatchObject({ parent: 'umbrella', source: '' });
    expect(leftOut).toEqual([
      { file: 'organisations.csv', key: 'vdab', column: 'source', cell: 'ONLY-OTHER' },
    ]);
    await rm(directory, { recursive: true });
    const { first, second } = await twice(identity, 'kortrijk-2013');
    expect(second).toEqual(first);
    await Promise.all([one.delete(), other.delete()]);
  });
});

test('a reference to what would not come out stops the export, and nothing is left', async () => {
  const { identity, drop } = await createDatabase('shipped');
  drops.push(drop);
  await withOwner(identity.ownerUrl, async (owner) => {
    await owner.query(
      `begin; select set_config('kapstok.import', 'on', true), set_config('kapstok.viewer', 'x', true)`,
    );
    const { rowCount } = await owner.query(
      `delete from agreements.shared_listing where row_id = (select id from agreements.organisation where code = 'vdab')`,
    );
    expect(rowCount).toBe(1);
    await owner.query('commit');
  });
  const directory = path.join(place, 'a', 'b');
  await expect(exportFolder(identity, 'kortrijk-2013', directory)).rejects.toThrow(
    /column organisation: [0-9a-f-]{36} names a row of organisations.csv that is not the programme's/,
  );
  expect(await readdir(place)).toEqual([]);
});

test('until the end there is no programme to load; a failure takes away all that was written', async () => {
  const directory = path.join(place, 'new');
  const atTheEnd = (work: () => void) => ({
    onProgress: (done: number, total: number) => (done === total ? work() : undefined),
  });
  const stopped = exportFolder(
    shipped,
    'kortrijk-2013',
    directory,
    atTheEnd(() => {
      expect(readdirSync(directory)).toEqual(['.kapstok-export']);
      throw new Error('stopped');
    }),
  );
  await expect(stopped).rejects.toThrow('stopped');
  expect(await readdir(place)).toEqual([]);

  // What stands in the way of one file makes the last step fail half-way.
  const blocked = exportFolder(
    shipped,
    'kortrijk-2013',
    directory,
    atTheEnd(() => mkdirSync(path.join(directory, 'milestones.csv', 'x'), { recursive: true })),
  );
  await expect(blocked).rejects.toThrow(/rename/);
  expect(await readdir(directory)).toEqual(['milestones.csv']);
});

test('a folder in which a killed export was moving its files is no programme', async () => {
  const directory = path.join(place, 'half');
  await exportFolder(shipped, 'kortrijk-2013', directory);
  // The root file is moved last, and removed first when files are replaced.
  await rm(path.join(directory, 'programme.csv'));
  await mkdir(path.join(directory, '.kapstok-export'));
  await expect(importFolder(shipped, directory)).rejects.toThrow(ImportRefused);
  await expect(exportFolder(shipped, 'kortrijk-2013', directory)).rejects.toThrow('is not empty');
  await mkdir(path.join(place, 'early', '.kapstok-export'), { recursive: true });
  await expect(exportFolder(shipped, 'kortrijk-2013', path.join(place, 'early'))).rejects.toThrow(
    /^Another export into .* is running, or one was killed: then remove .*\.kapstok-export\.$/,
  );
  await exportFolder(shipped, 'kortrijk-2013', directory, { isReplacing: true });
  expect(Object.keys(await contentOf(directory))).toContain('programme.csv');
  await importFolder(shipped, directory);
});

test('a folder that holds something is left alone, unless its programme is to be replaced', async () => {
  const directory = path.join(place, 'mine');
  await exportFolder(shipped, 'kortrijk-2013', directory);
  await writeFile(path.join(directory, 'README.md'), 'ours');
  const before = await contentOf(directory);
  await expect(exportFolder(shipped, 'kortrijk-2020', directory)).rejects.toThrow(
    /is not empty\. Give a new or empty folder, or --force/,
  );
  expect(await contentOf(directory)).toEqual(before);

  const replacing = { isReplacing: true };
  await writeFile(path.join(directory, 'budget 2014.csv'), 'a,b\n');
  await expect(exportFolder(shipped, 'kortrijk-2020', directory, replacing)).rejects.toThrow(
    'holds budget 2014.csv, which no programme has',
  );
  await rm(path.join(directory, 'budget 2014.csv'));
  await exportFolder(shipped, 'kortrijk-2020', directory, replacing);
  await exportFolder(shipped, 'kortrijk-2020', path.join(place, 'fresh'));
  expect(await contentOf(directory)).toEqual({
    ...(await contentOf(path.join(place, 'fresh'))),
    'README.md': 'ours',
  });

  await expect(exportFolder(shipped, 'kortrijk-2013', path.join(directory, 'programme.csv'))).rejects.toThrow(
    'is not a folder',
  );
});

test('two exports into one folder do not mix', async () => {
  const directory = path.join(place, 'both');
  const results = await Promise.allSettled(slugs.map((slug) => exportFolder(shipped, slug, directory)));
  const done = slugs.filter((_, i) => results[i]?.status === 'fulfilled');
  expect(done.length).toBe(1);
  await exportFolder(shipped, done[0] ?? '', path.join(place, 'alone'));
  expect(await contentOf(directory)).toEqual(await contentOf(path.join(place, 'alone')));
});
