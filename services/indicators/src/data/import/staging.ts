import { type BulkSession, copyIn, HubError, sqlText } from '@kapstok/kit';
import { GUARDED } from '@kapstok/kit/data';
import { LANGUAGES } from '@kapstok/schema';
import { observations } from '../observations.ts';
import type { SentFile } from './sent-file.ts';

/** Columns without which nobody can tell what a line says. */
const NEEDED = ['programme', 'indicator', 'version', 'place', 'period_start', 'period_end', 'value'];
const KNOWN = observations.columns.map(({ name }) => name);
const TEXTS = observations.columns.filter(({ kind }) => kind === 'text').map(({ name }) => name);

/** Which columns a file has. */
export type Headers = ReadonlySet<string>;

/** Puts the lines into a table of this transaction as they are, every cell a text. */
export async function stage(session: BulkSession, file: SentFile): Promise<Headers> {
  checkHeaders(file.headers);
  const columns = file.headers.map((name) => `"${name}"`);
  await session.query(
    `create temporary table staged (line bigint generated always as identity, ${KNOWN.map((name) => `"${name}" text not null default ''`).join(', ')}) on commit drop`,
  );
  try {
    const options = `format csv, delimiter '${file.separator}', null E'\\x01', encoding 'UTF8'`;
    await copyIn(session, `staged (${columns.join(', ')}) from stdin with (${options})`, file.lines);
  } catch (error) {
    throw unreadable(error);
  }
  const headers = new Set(file.headers);
  await unguard(session, headers);
  await session.query('analyze staged');
  return headers;
}

function checkHeaders(headers: readonly string[]): void {
  const unknown = headers.filter((name) => !KNOWN.includes(name));
  const missing = NEEDED.filter((name) => !headers.includes(name));
  const twice = headers.filter((name, i) => headers.indexOf(name) !== i);
  if (unknown.length + missing.length + twice.length === 0) return;
  const parts = [
    ...unknown.map(
      (name) => `has a column ${JSON.stringify(name.slice(0, 60))} that is none of observations`,
    ),
    ...missing.map((name) => `lacks the column ${name}`),
    ...twice.map((name) => `has the column ${name} twice`),
  ];
  throw new HubError(
    'BAD_USER_INPUT',
    `The file ${parts.slice(0, 10).join('; ')}. The columns are those of /data/observations.csv: ${KNOWN.join(', ')}.`,
  );
}

/** An export put one ' before a text that a spreadsheet would run. */
async function unguard(session: BulkSession, headers: Headers): Promise<void> {
  const texts = TEXTS.filter((name) => headers.has(name) && name !== 'source_citation');
  if (texts.length === 0) return;
  const guarded = texts.map((name) => `${name} ~ ${sqlText(GUARDED)}`).join(' or ');
  const plain = texts.map(
    (name) => `${name} = case when ${name} ~ ${sqlText(GUARDED)} then substr(${name}, 2) else ${name} end`,
  );
  await session.query(`update staged set ${plain.join(', ')} where ${guarded}`);
}

/** What PostgreSQL says of a text that is no CSV, with the line as people count it. */
function unreadable(error: unknown): unknown {
  const { code, message, where } = (error ?? {}) as { code?: string; message?: string; where?: string };
  if (code === undefined || !/^22/.test(code)) return error;
  const line = /line (\d+)/.exec(where ?? '')?.[1];
  const place = line === undefined ? '' : ` line ${Number(line) + 1}:`;
  return new HubError('BAD_USER_INPUT', `The file is no CSV in UTF-8 that can be read:${place} ${message}.`);
}

/** The languages of which the file has a column with this name. */
export const languagesIn = (headers: Headers, name: string): readonly string[] =>
  LANGUAGES.filter((language) => headers.has(`${name}_${language}`));
