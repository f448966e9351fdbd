import { setTimeout as delay } from 'node:timers/promises';
import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccessWorld, codesOf, directorOf, openAccessWorld } from './access-world.ts';

const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
const WRITERS = 50;
const UPDATES = IS_SOAK ? 5000 : 150;
const CHANGES = IS_SOAK ? 1000 : 120;
const LIMIT = IS_SOAK ? 3_600_000 : 120_000;
const DIRECTOR = directorOf('voorbeeldstad');
const SHOW = 'action { id version }';

interface Action {
  readonly id: string;
  readonly version: number;
}

let world: AccessWorld;
let url: string;
let actions: Action[];
beforeAll(async () => {
  world = await openAccessWorld();
  ({ url } = await world.hub.gateway.listen({ host: '127.0.0.1', port: 0 }));
  const { data } = await world.ask(
    `{ programme(slug: "voorbeeldstad") { actions(first: 30) { nodes { id version } } } }`,
  );
  actions = data.programme.actions.nodes;
});
afterAll(() => world?.close());

interface Step {
  readonly before: string | null;
  readonly after: string;
}

/** The remarks that an action had during the test, as the audit trail tells them, in the order of writing. */
async function wayOf(actionId: string): Promise<Step[]> {
  return withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<Step>(
      `select before ->> 'note' as before, after ->> 'note' as after from actions.audit_entry
       where object_id = $1 and what = 'ACTION_UPDATED' order by seq`,
      [actionId],
    );
    return rows;
  });
}

function expectUnbroken(way: readonly Step[]): void {
  for (const [index, { before }] of way.entries())
    if (index > 0) expect(before, `what write ${index} found`).toBe(way[index - 1]?.after);
}

async function versionOf(id: string): Promise<number> {
  const { data } = await world.ask('query ($id: ID!) { action(id: $id) { version } }', { id });
  return data.action.version;
}

test(
  `${WRITERS} writers on one action: each update stands on the one before, and none is lost`,
  async () => {
    const [action] = actions.splice(0, 1);
    if (action === undefined) throw new Error('There is no action.');
    let taken = 0;
    let conflicts = 0;
    /** Every fifth says which version it saw, and tries again with the one that it is told of. */
    async function writeOnce(n: number, note: string, seen: number): Promise<number> {
      const input = { actionId: action?.id, note, expectedVersion: n % 5 === 0 ? seen : null };
      const result = await world.change(DIRECTOR, 'updateAction', input, SHOW);
      const { version } = result.action;
      if (codesOf(result).length === 0) return version;
      expect(codesOf(result)).toEqual(['VERSION_CONFLICT']);
      expect(n % 5).toBe(0);
      conflicts += 1;
      return writeOnce(n, note, version);
    }
    async function write(n: number): Promise<void> {
      let seen = action?.version ?? 0;
      while (taken < UPDATES) seen = await writeOnce(n, `Update ${++taken} by writer ${n}.`, seen);
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => write(n)));
    const way = await wayOf(action.id);
    expectUnbroken(way);
    expect(way).toHaveLength(UPDATES);
    expect(new Set(way.map(({ after }) => after)).size).toBe(UPDATES);
    expect(await versionOf(action.id)).toBe(action.version + UPDATES);
    expect(conflicts).toBeGreaterThan(0);
    process.stderr.write(`${UPDATES} updates, ${conflicts} told that another was first\n`);
  },
  LIMIT,
);

const UPDATE = `mutation ($input: UpdateActionInput!) {
  updateAction(input: $input) { ${SHOW} userErrors { code message } } }`;

/** Sends a change over the wire; null when it was cut before the answer. */
async function send(input: Record<string, unknown>, cutAfterMs?: number): Promise<Action | null> {
  const cut = new AbortController();
  const answer = fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world.tokenFor(DIRECTOR)}`,
    },
    body: JSON.stringify({ query: UPDATE, variables: { input } }),
    signal: cut.signal,
  });
  if (cutAfterMs !== undefined) void delay(cutAfterMs).then(() => cut.abort());
  try {
    const body = (await (await answer).json()) as { data: { updateAction: Updated } };
    expect(body).toMatchObject({ data: { updateAction: { userErrors: [] } } });
    return body.data.updateAction.action;
  } catch (error) {
    if (cut.signal.aborted) return null;
    throw error;
  }
}
interface Updated {
  readonly action: Action;
}

test(
  `${CHANGES} changes, of which many are sent twice or cut before the answer, have ${CHANGES} effects`,
  async () => {
    const lanes = actions.splice(0, 20);
    const each = CHANGES / lanes.length;
    let cuts = 0;
    let twice = 0;
    async function lane({ id, version }: Action): Promise<void> {
      for (let n = 1; n <= each; n += 1) {
        const input = { actionId: id, note: `Change ${n}.`, idempotencyKey: `${id} ${n}` };
        const fate = Math.random();
        if (fate < 0.1 && (await send(input, Math.random() * 40)) === null) cuts += 1;
        const isTwice = fate >= 0.1 && fate < 0.4;
        if (isTwice) twice += 1;
        const answers = await Promise.all(isTwice ? [send(input), send(input)] : [send(input)]);
        for (const answer of answers) expect(answer).toEqual({ id, version: version + n });
      }
    }
    await Promise.all(lanes.map(lane));
    for (const { id, version } of lanes) {
      const way = await wayOf(id);
      expect(way.map(({ after }) => after)).toEqual(
        Array.from({ length: each }, (_, index) => `Change ${index + 1}.`),
      );
      expectUnbroken(way);
      expect(await versionOf(id)).toBe(version + each);
    }
    process.stderr.write(`${CHANGES} changes, ${twice} sent twice, ${cuts} cut before the answer\n`);
  },
  LIMIT,
);
