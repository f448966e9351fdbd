import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request as safeRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';

export interface ImportObservationsFlags {
  readonly hub?: string;
  readonly tokenFile: string;
  readonly decimal?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** How many problems are printed; the rest is counted. */
const SHOWN = 50;

/** What the hub says to a file. */
interface Said {
  readonly rows?: number;
  readonly outcomes?: Readonly<Record<string, number>>;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: {
      readonly problems?: readonly { line: number; column: string; message: string }[];
      readonly problemCount?: number;
    };
  }[];
}

/** Sends a file of observations to a hub that runs, with the rights of whose token it is; prints what became of its lines. */
export async function importObservationsCommand(
  file: string,
  flags: ImportObservationsFlags,
  settings: Settings,
): Promise<void> {
  const token = (await readText(flags.tokenFile)).trim();
  if (!/^\S+$/.test(token))
    throw new Refusal(`${flags.tokenFile} holds no token: one line, and nothing else.`);
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new Refusal(`${file} is not a file. Give a CSV as /data/observations.csv gives it.`);
  const said = await send(addressOf(flags, settings), file, token);
  if (flags.json) process.stdout.write(`${JSON.stringify(said)}\n`);
  else print(said, flags.dryRun ?? false);
  if (said.errors !== undefined) process.exitCode = 1;
}

function addressOf({ hub, dryRun, decimal }: ImportObservationsFlags, { port }: Settings): URL {
  const base = hub ?? `http://127.0.0.1:${port}`;
  if (!URL.canParse(base))
    throw new Refusal(`${base} is not the address of a hub, such as https://plan.example.`);
  const url = new URL('/data/observations.csv', base);
  if (dryRun) url.searchParams.set('dryRun', '1');
  if (decimal !== undefined) url.searchParams.set('decimal', decimal);
  return url;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Refusal(`${file} cannot be read; it must hold the API token of whoever imports.`);
  }
}

/** A file is sent as it is read, however large it is. */
function send(url: URL, file: string, token: string): Promise<Said> {
  const request = url.protocol === 'https:' ? safeRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
    const call = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        try {
          resolve(JSON.parse(text) as Said);
        } catch {
          reject(new Refusal(`${url.origin} is no hub: it answered ${response.statusCode}, and no JSON.`));
        }
      });
    });
    // A hub that refuses may hang up before it has the whole file; what it said comes by the answer.
    pipeline(createReadStream(file), call).catch(() => {});
    call.on('error', ({ message }) => reject(new Refusal(`${url.origin} does not answer: ${message}.`)));
  });
}

function print({ rows, outcomes = {}, errors }: Said, isDryRun: boolean): void {
  if (errors === undefined) {
    const parts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome.toLowerCase()}`);
    process.stdout.write(`${rows} lines: ${parts.join(', ')}${isDryRun ? ' (nothing was changed)' : ''}\n`);
    return;
  }
  for (const { message, extensions } of errors) {
    const { problems = [], problemCount = 0 } = extensions;
    for (const problem of problems.slice(0, SHOWN))
      process.stderr.write(`line ${problem.line}, column ${problem.column}: ${problem.message}\n`);
    if (problemCount > SHOWN) process.stderr.write(`... and ${problemCount - SHOWN} more\n`);
    process.stderr.write(`Refused: ${message}\n`);
  }
}
