import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from './settings.ts';

/** A file with this in it. */
async function fileOf(content: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kapstok-operations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'questions.json');
  await writeFile(file, content);
  return file;
}

const read = (variables: Record<string, string>) => readSettings(variables).operations;
const HASH = `sha256:${'0a'.repeat(32)}`;

test('every question is answered, unless the settings name those that are', async () => {
  const file = await fileOf(JSON.stringify({ titles: '{ programmes { nodes { title } } }', other: HASH }));
  expect(read({})).toBeNull();
  expect(read({ KAPSTOK_OPERATIONS: 'known' })).toEqual([]);
  expect(read({ KAPSTOK_OPERATIONS: 'known', KAPSTOK_OPERATIONS_FILE: file })).toEqual([
    '{ programmes { nodes { title } } }',
    HASH,
  ]);
});

test.each(['', '[]', '{', '{"a": 7}', '{"a": "no question {"}', '{"a": "sha256:00"}'])(
  'a file with %s in it is refused, with what would be right',
  async (content) => {
    const file = await fileOf(content);
    expect(() => read({ KAPSTOK_OPERATIONS: 'known', KAPSTOK_OPERATIONS_FILE: file })).toThrow(
      /KAPSTOK_OPERATIONS_FILE must name a JSON file/,
    );
  },
);

test('another word is refused', () => {
  expect(() => read({ KAPSTOK_OPERATIONS: 'none' })).toThrow(/KAPSTOK_OPERATIONS must be any or known/);
});
