import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from '@kapstok/cli/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';
import { readWorkspaces } from './source-files.ts';

/** A fenced block of a Markdown file and what surrounds it. */
interface Block {
  readonly line: number;
  readonly language: string;
  readonly content: string;
}

const read = (file: string) => readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8');

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    content: match[2] ?? '',
  }));
}

const blocks = blocksOf(read('README.md'));
const examples = blocks.flatMap((block, i) => {
  const next = blocks[i + 1];
  return block.language === 'graphql' ? [{ line: block.line, question: block.content, next }] : [];
});

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
});
afterAll(() => hub.close());

describe('README.md', () => {
  test('shows questions with their answers', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  test.each(examples)('the question on line $line is answered as it is shown', async ({ question, next }) => {
    expect(next?.language, 'an answer in ```json follows').toBe('json');
    const shown = JSON.parse(next?.content ?? '');
    const { data, errors } = await hub.ask(question, {}, { 'accept-language': 'en' });
    expect(errors).toEqual([]);
    expect(data).toEqual(shown);
  });

  test('no answer stands without its question', () => {
    const orphans = blocks.filter(
      ({ language }, i) => language === 'json' && blocks[i - 1]?.language !== 'graphql',
    );
    expect(orphans).toEqual([]);
  });

  /** Commands of which other tests show that they do what the README says. */
  const TRIED: readonly RegExp[] = [
    /^npm (start|test)$/, // cli.test.ts; this run
    /^npx kapstok (import \S+( --dry-run)?|--help)$/, // cli.test.ts
    /^npx kapstok token --as \w+$/, // cli-token.test.ts
    /^npx kapstok export \S+( \S+)*$/, // export.test.ts
    /^npx kapstok generate( \S+)*$/,
    /^npm run (check|schema|build|lint|typecheck)$/, // package.json, below
  ];
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ content }) => content.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');

  test.each(commands)('the command %j exists', (command) => {
    expect(
      TRIED.some((tried) => tried.test(command)),
      'a test runs it',
    ).toBe(true);
    const script = /^npm (?:run )?(\w+)/.exec(command)?.[1];
    if (script !== undefined) expect(JSON.parse(read('package.json')).scripts).toHaveProperty(script);
    const folder = /programmes\/[\w-]+/.exec(command)?.[0];
    if (folder !== undefined) expect(existsSync(new URL(folder, ROOT))).toBe(true);
  });

  test('names every setting that the command line knows, and no other', async () => {
    const named = (text: string) => new Set(text.match(/\b(PORT|HOST|DATABASE_URL|KAPSTOK_[A-Z_]+)\b/g));
    const table = read('README.md').match(/^\| `[A-Z_]+` .*$/gm) ?? [];
    expect(named(table.map((row) => row.split('|')[1]).join(' '))).toEqual(named(read('cli/src/main.ts')));
  });
});

const markdown = ['README.md', 'ARCHITECTURE.md', 'programmes/README.md', 'programmes/SOURCES.md'];
// `all` is a list of four names, explained where it stands.
const packages = readWorkspaces().filter(({ folder }) => folder !== '' && folder !== 'services/all');

describe('every package has a README with', () => {
  test.each(packages.map(({ folder }) => folder))(
    'what it owns, its words, why it is so and how it runs: %s',
    (folder) => {
      const file = `${folder}/README.md`;
      expect(existsSync(new URL(file, ROOT)), `${file} exists`).toBe(true);
      const parts = [...read(file).matchAll(/^(?:## |\*\*)([^*\n.]+)/gm)].map((match) => match[1]);
      expect(parts).toEqual(expect.arrayContaining(['Owns', 'Words', 'Why it is so', 'Run it alone']));
    },
  );
});

/** `## Why it is so` → `why-it-is-so`, as GitHub makes anchors. */
const anchorsOf = (text: string) =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
      (match[1] ?? '')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );

test.each(
  [...markdown, ...packages.map(({ folder }) => `${folder}/README.md`)].filter((file) =>
    existsSync(new URL(file, ROOT)),
  ),
)('every link of %s leads somewhere', (file) => {
  const broken = [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].flatMap((match) => {
    const [target = '', anchor] = (match[1] ?? '').split('#');
    const at = target === '' ? new URL(file, ROOT) : new URL(target, new URL(file, ROOT));
    if (!existsSync(at)) return [match[1]];
    return anchor === undefined || anchorsOf(readFileSync(at, 'utf8')).has(anchor) ? [] : [match[1]];
  });
  expect(broken).toEqual([]);
});
