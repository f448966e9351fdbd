import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { subgraphs } from '@kapstok/all';
import { expect, test } from 'vitest';
import { checkDrift } from '../services/kit/prisma-tools/drift.mjs';
import { ROOT } from './source-files.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const readJson = (file: string) => JSON.parse(read(file));
const DEPENDENCY_KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

const lock = readJson('package-lock.json');
const ownFolders = Object.keys(lock.packages).filter((place) => !place.includes('node_modules/'));

test.each(subgraphs.map(({ name, directory }) => ({ name, directory })))(
  'the migrations of $name build what its schema.prisma describes',
  async ({ directory }) => {
    const missing = await checkDrift(fileURLToPath(directory));
    expect(missing, 'what a migration would have to add').toBeNull();
  },
);

test('package.json says which Node.js and npm it wants, and the ones that run are among them', () => {
  const { engines, packageManager } = readJson('package.json');
  expect(packageManager).toMatch(/^npm@\d+\.\d+\.\d+$/);
  expect(engines.npm).toMatch(/^>=\d+$/);
  // Each alternative has a lower end, and only the last is open above.
  const ranges: string[] = engines.node.split(' || ');
  for (const range of ranges) expect(range).toMatch(/^>=\d+\.\d+( <\d+)?$/);
  expect(ranges.filter((range) => !range.includes('<'))).toEqual([ranges.at(-1)]);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isWanted = ranges.some((range) => {
    const [, from, fromMinor, to] = />=(\d+)\.(\d+)(?: <(\d+))?/.exec(range) ?? [];
    const isFrom = major > Number(from) || (major === Number(from) && minor >= Number(fromMinor));
    return isFrom && (to === undefined || major < Number(to));
  });
  expect(isWanted, `Node.js ${process.versions.node} in ${engines.node}`).toBe(true);
});

test('every dependency is pinned to one version, the same in all packages', () => {
  const versions = new Map<string, Map<string, string>>();
  for (const folder of ownFolders) {
    const manifest = readJson(path.join(folder, 'package.json'));
    for (const kind of DEPENDENCY_KINDS) {
      for (const [name, version] of Object.entries<string>(manifest[kind] ?? {})) {
        const places = versions.get(name) ?? new Map();
        versions.set(name, places.set(version, folder || 'the root'));
      }
    }
  }
  const asRange = [...versions].flatMap(([name, places]) =>
    [...places]
      .filter(([version]) => !/^\d+\.\d+\.\d+([-+][\w.-]+)?$/.test(version))
      .map(([version, folder]) => `${folder} takes any ${name} ${version}`),
  );
  // The types of the oldest Node.js that we accept, whatever the patch.
  expect(asRange).toEqual(['the root takes any @types/node ^20.19.0']);
  const different = [...versions]
    .filter(([, places]) => places.size > 1)
    .map(([name, places]) => `${name}: ${[...places].map(([v, folder]) => `${v} in ${folder}`).join(', ')}`);
  expect(different).toEqual([]);
});

test('the lock file was written after the last change of a package.json', () => {
  const stale = ownFolders.filter((folder) => {
    const manifest = readJson(path.join(folder, 'package.json'));
    const locked = lock.packages[folder];
    return DEPENDENCY_KINDS.some(
      (kind) => JSON.stringify(sorted(manifest[kind])) !== JSON.stringify(sorted(locked[kind])),
    );
  });
  expect(stale.map((folder) => `${folder || 'the root'}: run npm install`)).toEqual([]);
});

const sorted = (names: Record<string, string> = {}) =>
  Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));

test('npm runs no install script and notes no download address', () => {
  const settings = read('.npmrc').split('\n');
  expect(settings).toContain('ignore-scripts=true');
  expect(settings).toContain('omit-lockfile-registry-resolved=true');
});

test('npm start and npm test tell every tool not to call home before any of them runs', () => {
  const script = read('cli/prepare.mjs');
  const { scripts } = readJson('package.json');
  for (const command of [scripts.start, scripts.test]) expect(command).toMatch(/^node cli\/prepare\.mjs /);
  const set = /Object\.assign\(process\.env, \{([^}]*)\}\)/.exec(script);
  const names = [...(set?.[1] ?? '').matchAll(/(\w+): '(?:1|true)'/g)].map(([, name]) => name);
  expect(names.sort()).toEqual([
    'APOLLO_TELEMETRY_DISABLED',
    'CHECKPOINT_DISABLE',
    'DO_NOT_TRACK',
    'PRISMA_HIDE_UPDATE_MESSAGE',
    'TURBO_NO_UPDATE_NOTIFIER',
    'TURBO_TELEMETRY_DISABLED',
  ]);
  const firstUse = script.search(/\brun\(\n|await import\(/);
  expect(firstUse, 'the first tool runs after the settings').toBeGreaterThan(set?.index ?? Infinity);
});

const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const committed = (listed.stdout ?? '').split('\0').filter((file) => file !== '');

// A copy without history (an archive) has no list of files to look at.
const inRepository = test.skipIf(listed.status !== 0);

inRepository('no file names a place on the machine of whoever wrote it', () => {
  const anyMachine = /(?<![\w.:/-])(\/(home|Users|root|work)\/\w|[A-Z]:\\\w)/;
  const found = committed
    .filter((file) => statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile())
    .flatMap((file) =>
      read(file)
        .split('\n')
        .map((text, i) => ({ text, place: `${file}:${i + 1}` }))
        .filter(({ text }) => anyMachine.test(text) || text.includes(ROOT))
        .map(({ place, text }) => `${place} ${text.trim().slice(0, 100)}`),
    );
  expect(committed).toContain('package.json');
  expect(found).toEqual([]);
});

inRepository('no file is larger than 1 MB, but for the lock file', () => {
  const large = committed
    .filter((file) => file !== 'package-lock.json')
    .map((file) => ({ file, size: statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.size ?? 0 }))
    .filter(({ size }) => size > 1_000_000)
    .map(({ file, size }) => `${file}: ${size} bytes`);
  expect(large).toEqual([]);
});
