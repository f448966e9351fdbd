import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'kapstok-lock-'));
const folder = path.join(scratch, 'folder');

beforeAll(async () => {
  mkdirSync(folder);
  symlinkSync(folder, path.join(scratch, 'other-name'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.join(import.meta.dirname, 'folder-lock.ts'),
      outDir: path.join(scratch, 'bundle'),
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function holderElsewhere() {
  const script = `import(process.argv[1]).then(async ({ lockFolder }) => {
    await lockFolder(process.argv[2]); console.log('held'); setInterval(() => {}, 1e6); })`;
  const child = spawn(process.execPath, ['-e', script, path.join(scratch, 'bundle/folder-lock.mjs'), folder]);
  await once(child.stdout, 'data');
  return child;
}

test('refuses, naming the process that holds it, and is free as soon as that one is killed', async () => {
  const holder = await holderElsewhere();
  await expect(lockFolder(folder)).rejects.toThrow(`${folder} is in use by process ${holder.pid}.`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await lockFolder(folder)).release();
});

test('one folder under two names is one lock', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(path.join(scratch, 'other-name'))).rejects.toMatchObject({ holder: process.pid });
  await lock.release();
  await (await lockFolder(path.join(scratch, 'other-name'))).release();
});

test('locks of different purposes do not meet', async () => {
  const locks = await Promise.all([lockFolder(folder, 'import'), lockFolder(folder, 'backup')]);
  await Promise.all(locks.map((lock) => lock.release()));
});
