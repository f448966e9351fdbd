import type { Sample } from './load.ts';

/** One server under one question for one round. */
export interface Measurement extends Sample {
  readonly server: string;
  readonly question: string;
  /** Processor time per answer of the server's processes, and of PostgreSQL; null where the system does not tell. */
  readonly cpuMs: number;
  readonly postgresMs: number | null;
  readonly statements: number;
  readonly residentBytes: number;
  readonly startedInMs: number;
}

/** How many answers one server gives in the time of another, or how many in its processor time. */
const RATIOS = [
  ['vs_sql', 'hub', 'sql', 'time'],
  ['vs_mono', 'hub', 'mono', 'time'],
  ['vs_stock_http', 'hub', 'stock', 'time'],
  ['apart_vs_stock', 'apart', 'stock', 'time'],
  ['kept_vs_mono', 'kept', 'mono', 'time'],
  ['kept_vs_stock_http', 'kept', 'stock', 'time'],
  ['kept_apart_vs_stock', 'kept apart', 'stock', 'time'],
  ['cpu_vs_mono', 'hub', 'mono', 'cpu'],
  ['cpu_vs_stock_http', 'hub', 'stock', 'cpu'],
  ['kept_cpu_vs_stock_http', 'kept', 'stock', 'cpu'],
] as const;

const HEADINGS = [
  'question',
  'server',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'pg CPU ms',
  'SQL',
  'kB',
  'RSS MB',
  'start s',
  'failed',
];

const unique = (values: readonly string[]): string[] => [...new Set(values)];

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Prints a row for each question and server: medians over the rounds, p50 and p99 over all answers. */
export function printTable(
  all: readonly Measurement[],
  about: { clients: number; rounds: number; roundMs: number },
): void {
  const rows = unique(all.map(({ question }) => question)).flatMap((question) =>
    unique(all.map(({ server }) => server)).map((server) =>
      rowOf(all.filter((one) => one.question === question && one.server === server)),
    ),
  );
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  console.log(
    `\n${about.clients} clients, ${about.rounds} rounds of ${about.roundMs / 1000} s each; CPU is per answer; kB, RSS and start of all processes of a server\n`,
  );
  for (const line of lines)
    console.log(
      line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
}

function rowOf(rounds: readonly Measurement[]): string[] {
  const [first] = rounds;
  if (first === undefined) return [];
  const latencies = rounds.flatMap((round) => round.latencies);
  const middle = (pick: (round: Measurement) => number, digits = 1) =>
    median(rounds.map(pick)).toFixed(digits);
  return [
    first.question,
    first.server,
    middle(({ perSecond }) => perSecond),
    quantile(latencies, 0.5).toFixed(0),
    quantile(latencies, 0.99).toFixed(0),
    middle(({ cpuMs }) => cpuMs),
    first.postgresMs === null ? '–' : middle(({ postgresMs }) => postgresMs ?? 0),
    middle(({ statements }) => statements, 0),
    middle(({ bytes }) => bytes / 1000),
    middle(({ residentBytes }) => residentBytes / 1e6, 0),
    (first.startedInMs / 1000).toFixed(1),
    String(rounds.reduce((sum, { failed }) => sum + failed, 0)),
  ];
}

/**
 * Prints the last line. A ratio is taken within a round, where both had the same machine; then the median over the
 * rounds, then the geometric mean of the questions. A server that is missing or failed is in no ratio.
 */
export function printRatios(all: readonly Measurement[]): void {
  const questions = unique(all.map(({ question }) => question));
  const parts = RATIOS.flatMap(([name, above, below, by]) => {
    const each = questions.map((question) => ratioOf(all, question, above, below, by));
    const detail = questions.map((question, i) => `${question} ${each[i]?.toFixed(2) ?? 'none'}`).join(', ');
    console.log(`${name.padEnd(22)} ${detail}`);
    if (each.some((ratio) => ratio === null)) return [];
    const mean = Math.exp(each.reduce<number>((sum, ratio) => sum + Math.log(ratio ?? 1), 0) / each.length);
    return [`${name}=${mean.toFixed(2)}`];
  });
  console.log(`ratios: ${parts.join(' ')}`);
}

function ratioOf(
  all: readonly Measurement[],
  question: string,
  above: string,
  below: string,
  by: 'time' | 'cpu',
): number | null {
  const of = (server: string) => all.filter((one) => one.server === server && one.question === question);
  const [upper, lower] = [of(above), of(below)];
  if (upper.length === 0 || upper.length !== lower.length) return null;
  if ([...upper, ...lower].some(({ failed, answered }) => failed > 0 || answered === 0)) return null;
  const speed = ({ perSecond, cpuMs }: Measurement) => (by === 'time' ? perSecond : 1 / cpuMs);
  return median(upper.map((one, i) => speed(one) / speed(lower[i] ?? one)));
}
