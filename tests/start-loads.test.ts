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
  for (const [, other = ''] of text.matchAll(/^(?:import|export)\b[^;]*?"\.\/([^"]+)";$/gm))
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
    file.endsWith('.js') &&
    readFileSync(path.join(FOLDER, file), 'utf8').includes('// src/commands/start.ts\n');
  const [start = ''] = readdirSync(FOLDER).filter(isStart);
  const first = packagesIn(loadedWith(start));
  expect(first).toContain('pg');
  const answering = /^(@apollo|@pothos|@prisma|@graphql-tools|fastify|kysely|oidc-provider|undici)\b/;
  expect(first.filter((name) => answering.test(name))).toEqual([]);
  // What it is compared with is there: the rest of the hub is loaded by a file of the bundle too.
  const texts = new Map<string, string>();
  for (const file of readdirSync(FOLDER)) loadedWith(file, texts);
  const all = packagesIn(texts);
  for (const name of ['@apollo/server', '@pothos/core', '@prisma/client', 'fastify', 'kysely'])
    expect(all).toContain(name);
});
