import pg from 'pg';

/** One statement that was sent, and how long its answer took. */
export interface Timed {
  readonly text: string;
  readonly ms: number;
}
/** How PostgreSQL went about a statement. */
export interface Plan {
  readonly text: string;
  readonly lines: readonly string[];
}

type Send = (this: pg.Client, config: pg.QueryConfig, values?: unknown[]) => Promise<pg.QueryResult>;
/** Every connection of this process sends by this method; the hub runs in it while statements are watched. */
const prototype = pg.Client.prototype as unknown as { query: Send };

const isStatement = (config: unknown): config is pg.QueryConfig =>
  typeof config === 'object' && config !== null && 'text' in config && 'values' in config;

async function sendingBy<T>(send: (original: Send) => Send, work: () => Promise<T>): Promise<T> {
  const original = prototype.query;
  prototype.query = send(original);
  try {
    return await work();
  } finally {
    prototype.query = original;
  }
}

/** The statements that are sent while it works. */
export async function timeWhile(work: () => Promise<unknown>): Promise<Timed[]> {
  const all: Timed[] = [];
  const watched = (original: Send): Send =>
    async function (this: pg.Client, config, values) {
      const began = performance.now();
      const answer = await original.call(this, config, values);
      if (isStatement(config)) all.push({ text: config.text, ms: performance.now() - began });
      return answer;
    };
  await sendingBy(watched, work);
  return all;
}

/** How PostgreSQL goes about a statement that is sent while it works, with the rights of whoever sends it. */
export async function explainWhile(text: string, work: () => Promise<unknown>): Promise<Plan | null> {
  let plan: Plan | null = null;
  const explained = (original: Send): Send =>
    async function (this: pg.Client, config, values) {
      if (plan === null && isStatement(config) && config.text === text) {
        // Its name, if it has one, is that of the statement itself.
        const { name: _, ...unnamed } = config;
        const { rows } = await original.call(this, {
          ...unnamed,
          text: `explain (analyze, buffers) ${text}`,
        });
        plan = { text, lines: rows.map((row) => String(Object.values(row)[0])) };
      }
      return original.call(this, config, values);
    };
  await sendingBy(explained, work);
  return plan;
}
