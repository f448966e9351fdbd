import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { build } from './cli-process.ts';
import { ROOT } from './source-files.ts';

const FOLDER = path.join(ROOT, 'cli', 'dist', 'bundle');

/** The text of a file of the bundle, and of all that is loaded with it. */
function loadedWith(file: string, texts = new Map<string, string>()): Map<string, string> {
  if (texts.has(file)) return texts;
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  texts.set(file, text);
  for (const [, other = ''] of text.matchAll(/^(?:const|let|var) [^;\n]*?require\("\.\/([^"]+)"\)\)?;$/gm))
    loadedWith(other, texts);
  return texts;
}

/** The packages whose modules are in it; above each module stands where it comes from. */
const packagesIn = (texts: ReadonlyMap<string, string>): string[] => {
  const places = [...texts.values()].flatMap((text) => [
    ...text.matchAll(/^\/\/ (?:\.\.\/)*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm),
  ]);
  return [...new Set(places.map(([, name = '']) => name))].sort();
};

test('a start reaches PostgreSQL before the packages that answer questions are loaded', () => {
  build();
  const isStart = (file: string) =>
    file.endsWith('.cjs') &&
    readFileSync(path.join(FOLDER, file), 'utf8').includes('// src/commands/start.ts\n');
  const [start = ''] = readdirSync(FOLDER).filter(isStart);
  const first = packagesIn(loadedWith(start));
  expect(first).toContain('pg');
  const answering = /^(@apollo|@pothos|@prisma|@graphql-tools|fastify|kysely|oidc-provider|undici)\b/;
  expect(first.filter((name) => answering.test(name))).toEqual([]);
  // What it is compared with is there: the rest of the hub is loaded by a file of the bundle too.
  const texts = new Map<string, string>();
  for (const file of readdirSync(FOLDER)) if (file.endsWith('.cjs')) loadedWith(file, texts);
  const all = packagesIn(texts);
  for (const name of ['@apollo/server', '@pothos/core', '@prisma/client', 'fastify', 'kysely'])
    expect(all).toContain(name);
});

test('a start compiles nothing that the build has compiled', () => {
  build();
  const bundle = path.join(ROOT, 'cli', 'bundle.cjs');
  const rehearse = `require(${JSON.stringify(bundle)}).load('rehearse.cjs').rehearse().then(() => process.exit(0))`;
  const env = { ...process.env, NODE_DEBUG: 'kapstok' };
  const { status, stderr } = spawnSync(process.execPath, ['-e', rehearse], { env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
