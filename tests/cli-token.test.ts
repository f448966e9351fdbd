import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, dataDirectory, runCli } from './cli-process.ts';

let data: Awaited<ReturnType<typeof dataDirectory>>;
beforeAll(async () => {
  build();
  data = await dataDirectory();
});
afterAll(() => data?.delete());
const settings = () => ({ KAPSTOK_DATA: data.directory });

test('token prints a token and nothing else; role list tells whose it is', async () => {
  const { code, stdout } = await runCli(['token', '--as', 'evaluator', '--scope', 'read'], settings());
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^kapstok_[\w-]{43}\n$/)]);
  const list = await runCli(['role', 'list', '--json'], settings());
  expect(JSON.parse(list.stdout).roles).toMatchObject([{ role: 'EVALUATOR', programme: null }]);
  expect(list.stdout).not.toContain(stdout.trim());
});

test('role assign makes the first administrator, and says when it is one already', async () => {
  const args = [
    'role',
    'assign',
    'administrator',
    '--issuer',
    'https://login.example',
    '--subject',
    'me',
    '--json',
  ];
  const first = await runCli(args, settings());
  expect(JSON.parse(first.stdout)).toMatchObject({ role: 'ADMINISTRATOR', isNew: true });
  expect(JSON.parse((await runCli(args, settings())).stdout)).toMatchObject({ isNew: false });
});

test.each<[string, string[], Record<string, string>, number, RegExp]>([
  ['without a role', ['token'], {}, 2, /--as/],
  ['for a role that is none', ['token', '--as', 'king'], {}, 2, /must be one of partner/],
  ['for a partner of nothing', ['token', '--as', 'partner'], {}, 2, /partner:CODE/],
  ['for more than a year', ['token', '--as', 'director', '--days', '400'], {}, 2, /1 to 366/],
  ['in production', ['token', '--as', 'director'], { NODE_ENV: 'production' }, 1, /NODE_ENV=production/],
  [
    'with a database that somebody brought',
    ['token', '--as', 'director'],
    { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/kapstok' },
    1,
    /no demo accounts.*--demo/s,
  ],
  ['in a programme that is none', ['token', '--as', 'director:nowhere'], {}, 1, /no programme nowhere/],
  ['for an organisation that is none', ['token', '--as', 'partner:nobody'], {}, 1, /organisation nobody/],
])('refuses %s', async (_name, args, more, code, reason) => {
  const result = await runCli(args, { ...settings(), ...more });
  expect([result.code, result.stdout, result.stderr]).toEqual([code, '', expect.stringMatching(reason)]);
});
