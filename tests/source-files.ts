import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** One import, re-export, dynamic import, `import('…')` type or `/// <reference types>`. */
export interface Import {
  readonly from: string;
  /** Nothing of it is left when types are taken away. */
  readonly isType: boolean;
}

/** What a source file says about others. */
export interface SourceFile {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names read from objects: `a.b` and `a['b']` as `a.b`, a call's result as `?.b`. */
  readonly members: ReadonlySet<string>;
}

/** One workspace of the repository. */
export interface Workspace {
  /** Its folder below the root; '' is the root itself. */
  readonly folder: string;
  readonly name: string;
  readonly exports: readonly string[];
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  readonly scripts: string;
  readonly files: readonly SourceFile[];
  /** Made by `turbo run generate`; they count as users of a package and obey no other rule. */
  readonly generated: readonly SourceFile[];
}

const NOT_OURS = ['node_modules', 'dist'];
const isSource = (name: string) => /\.([mc]?ts|tsx|[mc]?js)$/.test(name);

/** Source files below a folder, as paths below the root; `skip` are folders that belong to somebody else. */
function sourcesBelow(folder: string, skip: readonly string[] = []): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (!entry.isDirectory()) return isSource(entry.name) ? [file] : [];
      const isSkipped = NOT_OURS.includes(entry.name) || entry.name.startsWith('.') || skip.includes(file);
      return isSkipped ? [] : sourcesBelow(file, skip);
    });
}

function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const imports: Import[] = [...text.matchAll(/^\/\/\/ *<reference types="([^"]+)"/gm)].map(
    ([, from = '']) => ({
      from,
      isType: true,
    }),
  );
  const members = new Set<string>();
  const add = (source: { value?: unknown } | null, isType: boolean) => {
    if (typeof source?.value === 'string') imports.push({ from: source.value, isType });
  };
  const onlyTypes = (specifiers: readonly { importKind?: string; exportKind?: string }[]) =>
    specifiers.length > 0 && specifiers.every((one) => (one.importKind ?? one.exportKind) === 'type');
  new Visitor({
    ImportDeclaration: (node) =>
      add(node.source, node.importKind === 'type' || onlyTypes(node.specifiers as never)),
    ExportNamedDeclaration: (node) =>
      add(node.source, node.exportKind === 'type' || onlyTypes(node.specifiers as never)),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source as never, false),
    TSImportType: (node) => add(node.source, true),
    MemberExpression: (node) => {
      const object = node.object.type === 'Identifier' ? node.object.name : '?';
      const property = node.property as { name?: string; value?: unknown };
      members.add(`${object}.${property.name ?? String(property.value)}`);
    },
  }).visit(program);
  return { path: file, imports, members };
}

interface Manifest {
  name: string;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  scripts?: Record<string, string>;
  workspaces?: string[];
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));

/** The folders that the root's package.json calls workspaces; a pattern may end in `/*`. */
function workspaceFolders(): string[] {
  const below = (pattern: string) =>
    pattern.endsWith('/*')
      ? readdirSync(path.join(ROOT, pattern.slice(0, -2))).map((name) => pattern.replace('*', name))
      : [pattern];
  return (readManifest('').workspaces ?? [])
    .flatMap(below)
    .filter((folder) => existsSync(path.join(ROOT, folder, 'package.json')));
}

/** All workspaces with their source files; the root, with the files that lie in no workspace, comes last. */
export function readWorkspaces(): Workspace[] {
  const folders = workspaceFolders();
  return [...folders, ''].map((folder) => {
    const manifest = readManifest(folder);
    const files = sourcesBelow(folder, folder === '' ? folders : []);
    const isGenerated = (file: string) => file.includes('/generated/');
    return {
      folder,
      name: manifest.name,
      exports: Object.keys(manifest.exports ?? {}),
      dependencies: new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })),
      devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
      scripts: Object.values(manifest.scripts ?? {}).join('\n'),
      files: files.filter((file) => !isGenerated(file)).map(readSource),
      generated: files.filter(isGenerated).map(readSource),
    };
  });
}

/** `@scope/name/sub` → `@scope/name`; null for relative paths and what Node itself brings. */
export function packageOf(from: string): string | null {
  if (from.startsWith('.') || from.startsWith('node:') || from.startsWith('/')) return null;
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}
