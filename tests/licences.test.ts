import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LICENCE_EXCEPTIONS, WORKS_WITHOUT_INSTALL_SCRIPT } from './licence-exceptions.ts';
import { ROOT } from './source-files.ts';

interface LockEntry {
  version?: string;
  license?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}
const readJson = (file: string) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const lock: Record<string, LockEntry> = readJson('package-lock.json').packages;

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 13);
const isInstalled = (place: string): boolean => existsSync(path.join(ROOT, place, 'package.json'));
const packages = Object.keys(lock).filter((place) => place.includes('node_modules/') && !lock[place]?.link);
const own = Object.keys(lock).filter((place) => !place.includes('node_modules/'));

/** Taken without asking: they ask for no more than a notice. EUPL-1.2 is ours. */
const ALLOWED = new Set(
  [
    'MIT',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    '0BSD',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'CC-BY-4.0',
  ].concat(['Python-2.0', 'Unlicense', 'PostgreSQL', 'EUPL-1.2']),
);

/** What the package itself says where it is installed; for other platforms what the lock file noted. */
function licenceOf(place: string): string {
  const said = isInstalled(place) ? readJson(path.join(place, 'package.json')) : lock[place];
  const licence = said?.license ?? said?.licenses?.map((one: { type: string }) => one.type).join(' OR ');
  return typeof licence === 'string' && licence !== '' ? licence : (licence?.type ?? 'none stated');
}

/** `A OR B`: one of them must be allowed; `A AND B`: both. */
const isAllowed = (expression: string): boolean =>
  expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence)));

/** Where Node would find a package that the one at `from` asks for. */
function find(from: string, name: string): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const place = path.posix.join(at, 'node_modules', name);
    const entry = lock[place];
    if (entry !== undefined) return entry.link ? (entry.resolved ?? null) : place;
    if (at === '') return null;
  }
}

/** What runs in the hub or is bundled into its pages: all that cli, and what it depends on, asks for. */
function runtimeOf(place: string, found = new Set<string>()): Set<string> {
  if (found.has(place)) return found;
  found.add(place);
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = lock[place] ?? {};
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
    const next = find(place, name);
    if (next !== null) runtimeOf(next, found);
  }
  return found;
}
const runtime = runtimeOf('cli');

const exceptionFor = (place: string) =>
  LICENCE_EXCEPTIONS.find(
    ({ licence, packages: names, onlyInTools }) =>
      names.includes(nameOf(place)) && licence === licenceOf(place) && !(onlyInTools && runtime.has(place)),
  );

test('every package, of the hub and of its tools, has a licence that we may use', () => {
  expect(runtime.size, 'packages that run in the hub').toBeGreaterThan(100);
  const refused = packages
    .filter((place) => !isAllowed(licenceOf(place)) && exceptionFor(place) === undefined)
    .map((place) => {
      const where = runtime.has(place) ? 'runs in the hub' : 'is a tool';
      return `${nameOf(place)} ${lock[place]?.version} is under ${licenceOf(place)} and ${where}`;
    });
  expect(refused).toEqual([]);
});

test('every exception from the list of licences is still needed', () => {
  const needed = new Set(packages.filter((place) => !isAllowed(licenceOf(place))).map(nameOf));
  const listed = LICENCE_EXCEPTIONS.flatMap((exception) => exception.packages);
  expect(listed.filter((name) => !needed.has(name))).toEqual([]);
});

test('the package without a stated licence brings the text of one', () => {
  const silent = packages.filter((place) => licenceOf(place) === 'none stated');
  for (const place of silent.filter(isInstalled))
    expect(readFileSync(path.join(ROOT, place, 'LICENSE'), 'utf8'), place).toMatch(/MIT License/);
});

test('our own packages are under EUPL-1.2 and cannot be published by accident', () => {
  const stray = own
    .map((place) => ({ place, ...readJson(path.join(place, 'package.json')) }))
    .filter((manifest) => manifest.license !== 'EUPL-1.2' || manifest.private !== true)
    .map(({ place, license }) => `${place || 'the root'}: ${license}`);
  expect(stray).toEqual([]);
});

test('the lock file names no address to download from, and a checksum for every package', () => {
  const addresses = Object.entries(lock).filter(([, { resolved }]) => /^\w+:/.test(resolved ?? ''));
  expect(addresses.map(([place, { resolved }]) => `${place}: ${resolved}`)).toEqual([]);
  const unchecked = packages.filter((place) => !lock[place]?.integrity?.startsWith('sha512-'));
  expect(unchecked).toEqual([]);
});

test('no package needs its install script: those that have one are known to work without', () => {
  const scripted = [...new Set(packages.filter((place) => lock[place]?.hasInstallScript).map(nameOf))];
  const unknown = scripted.filter((name) => WORKS_WITHOUT_INSTALL_SCRIPT[name] === undefined);
  expect(unknown, 'have an install script, which never runs here; say why they work without').toEqual([]);
  const gone = Object.keys(WORKS_WITHOUT_INSTALL_SCRIPT).filter((name) => !scripted.includes(name));
  expect(gone, 'have no install script any more').toEqual([]);
});
