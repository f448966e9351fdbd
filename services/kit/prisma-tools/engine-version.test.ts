import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';

const here = createRequire(import.meta.url);
const prisma = createRequire(here.resolve('prisma/package.json'));
const engines = createRequire(prisma.resolve('@prisma/engines/package.json'));

function wasmVersion(): string {
  const entry = here.resolve('@prisma/schema-engine-wasm');
  return JSON.parse(readFileSync(path.join(path.dirname(entry), 'package.json'), 'utf8')).version;
}

test('the engine from npm is the one the Prisma command line was built with', () => {
  const hash: string = engines('@prisma/engines-version/package.json').prisma.enginesVersion;
  expect(wasmVersion().endsWith(hash), `${wasmVersion()} should end with ${hash}`).toBe(true);
});

test('command line, client and adapter are one version', () => {
  const versions = ['prisma', '@prisma/client', '@prisma/adapter-pg', '@prisma/driver-adapter-utils'].map(
    (name) =>
      name === 'prisma' || name === '@prisma/client' ? here(`${name}/package.json`).version : versionOf(name),
  );
  expect(new Set(versions).size, versions.join(', ')).toBe(1);
});

/** Where a package does not export its package.json. */
function versionOf(name: string): string {
  let directory = path.dirname(here.resolve(name));
  while (!directory.endsWith(name)) directory = path.dirname(directory);
  return JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')).version;
}
