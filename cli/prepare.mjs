// `npm start`, `npm test`, `npm run bench` and `npm run soak` on a fresh machine: install and build what is missing,
// then go on. Plain JavaScript without imports of ours, since nothing is built when it runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const [task, ...rest] = process.argv.slice(2);

// Tools and libraries are told before they load that they may not call home.
Object.assign(process.env, {
  APOLLO_TELEMETRY_DISABLED: 'true',
  CHECKPOINT_DISABLE: '1',
  DO_NOT_TRACK: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
});

function run(command, args, label) {
  process.stderr.write(`${label}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write(`${label} failed: run "${command} ${args.join(' ')}" to see why.\n`);
    process.exit(1);
  }
}

const timeOf = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** The latest change below a folder, leaving out what is made from the rest. */
function latestChange(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'generated', '.turbo'].includes(entry.name)) continue;
    const file = path.join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? latestChange(file) : statSync(file).mtimeMs);
  }
  return latest;
}

const installed = path.join(root, 'node_modules', '.package-lock.json');
if (timeOf(installed) < timeOf(path.join(root, 'package-lock.json'))) {
  run(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    'Installing packages (first time: about a minute)',
  );
}

const stamp = path.join(root, 'node_modules', '.kapstok-built');
const sources = ['schema', 'services', 'gateway', 'web', 'cli'].map((folder) =>
  latestChange(path.join(root, folder)),
);
if (timeOf(stamp) < Math.max(...sources, timeOf(installed), timeOf(path.join(root, 'tsconfig.base.json')))) {
  run('node_modules/.bin/turbo', ['run', 'build', '--output-logs=errors-only'], 'Building');
  writeFileSync(stamp, '');
}

if (task === 'start' || task === 'kapstok') {
  process.argv.splice(2, process.argv.length, ...(task === 'start' ? ['start', ...rest] : rest));
  createRequire(import.meta.url)('./bundle.cjs').load('main.cjs');
} else if (task === 'test') {
  const { status } = spawnSync('npx', ['--no-install', 'vitest', 'run', ...rest], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
} else if (task === 'bench') {
  // Checked by `npm run typecheck`, like everything else.
  run('npx', ['--no-install', 'tsc', '-p', 'tests/bench', '--noCheck'], 'Building the bench');
  Object.assign(process.env, { NODE_ENV: 'production' });
  const bench = path.join(root, 'tests', 'bench', 'dist', 'bench.js');
  const { status } = spawnSync(process.execPath, [bench, ...rest], { cwd: root, stdio: 'inherit' });
  process.exit(status ?? 1);
} else if (task === 'soak') {
  Object.assign(process.env, { KAPSTOK_SOAK: '1' });
  const tests = readdirSync(path.join(root, 'tests')).map((name) => `tests/${name}`);
  const isSoak = (file) =>
    file.endsWith('.test.ts') && readFileSync(path.join(root, file), 'utf8').includes('KAPSTOK_SOAK');
  const files = tests.filter(isSoak);
  const { status } = spawnSync('npx', ['--no-install', 'vitest', 'run', ...files, ...rest], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
