import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';
import type { Role } from '@kapstok/schema';
import type { GraphQLSchema } from 'graphql';
import type pg from 'pg';
import { vi } from 'vitest';
import { type Answer, openTestHub, type TestHub } from '../hub.ts';
import type { Persona as Holder } from '../tokens.ts';
import type { Fact } from './facts.ts';
import { fill } from './fill.ts';
import { compare, type Persona, type Table, type Told, toldBy } from './observe.ts';
import { type Owner, readOwners } from './ownership.ts';
import { countPaths, questionsFrom } from './paths.ts';
import { readStart, rootsOf, type Start } from './start.ts';

/** The programme in which the personas hold their roles, and one in which they hold none. */
export const OWN = 'voorbeeldstad';
export const OTHER = 'kortrijk-2020';

/** While the hub works on one, the database works on the other; more would only make each statement slower. */
const AT_ONCE = 2;

/** Somebody whose table is asked for. */
interface Asker {
  readonly role: Exclude<Role, 'PUBLIC'>;
  readonly holder: Holder;
  readonly place: Omit<Persona, 'account'>;
  /** What makes them a stranger; null for those of the table. */
  readonly stranger: string | null;
}

/** A hub of which nothing is published, until the public asks. */
export class MatrixWorld {
  readonly questions: readonly string[];
  readonly pathCount: number;
  /** What somebody is told who reads every programme, and somebody who keeps the accounts. */
  everything: Told = new Map();
  readonly #schema: GraphQLSchema;
  readonly #hub: TestHub;
  #owners: ReadonlyMap<string, Owner> = new Map();
  readonly #start: Start;
  /** The publications that there were of OWN. */
  readonly #published: readonly unknown[];

  static async open(schema: GraphQLSchema): Promise<MatrixWorld> {
    const hub = await openTestHub('shipped');
    const published = await withdrawAll(hub);
    const start = await readStart(hub.identity.ownerUrl, OWN, OTHER);
    await fill(
      hub,
      (start.objects['action'] ?? []).map(({ id }) => id),
    );
    return new MatrixWorld(schema, hub, start, published);
  }

  private constructor(schema: GraphQLSchema, hub: TestHub, start: Start, published: readonly unknown[]) {
    this.#published = published;
    this.#schema = schema;
    this.#hub = hub;
    this.#start = start;
    const roots = rootsOf(start);
    this.questions = questionsFrom(schema, roots);
    this.pathCount = countPaths(schema, roots);
  }

  /**
   * What everybody with a role in OWN is told, by field and by whose the object is; and the same for a director of OTHER and for
   * a partner of OWN for another organisation. Nothing is published yet.
   */
  async tablesOf(roles: readonly Exclude<Role, 'PUBLIC'>[]): Promise<readonly (Asker & { table: Table })[]> {
    const askers = [...roles.map((role) => this.#asker(role)), ...this.#strangers()];
    // Everybody is there before somebody looks at everything.
    for (const { holder } of askers) await this.#hub.tokenFor(holder);
    this.#owners = await readOwners(this.#hub.identity.ownerUrl);
    const everybody = askers.map(
      ({ holder }) =>
        (text: string) =>
          this.#hub.askAs(holder, text),
    );
    const [all = new Map(), ...told] = await this.#ask([(text) => this.#hub.ask(text), ...everybody]);
    const administrator = told[askers.findIndex(({ role }) => role === 'ADMINISTRATOR')] ?? new Map();
    this.everything = new Map([...all, ...administrator]);
    return Promise.all(
      askers.map(async (asker, i) => {
        const persona = { ...asker.place, account: await this.#accountOf(asker.holder) };
        return { ...asker, table: this.#compared(told[i] ?? new Map(), persona) };
      }),
    );
  }

  /** Publishes OWN, and says what everybody is told then; ask for the others before. */
  async tableOfPublic(): Promise<Table> {
    await publishAgain(this.#hub, this.#published);
    const [told = new Map()] = await this.#ask([(text) => this.#hub.askAs(null, text)]);
    return this.#compared(told, { programme: this.#programme(OWN), organisation: null, account: null });
  }

  /** Who asks with a credential that is not accepted. */
  askWith(authorization: string, text: string): Promise<Answer> {
    return this.#hub.ask(text, {}, { authorization });
  }

  async close(): Promise<void> {
    await this.#hub.close();
  }

  #asker(role: Exclude<Role, 'PUBLIC'>): Asker {
    if (role === 'ADMINISTRATOR')
      return { role, holder: { role }, place: { programme: null, organisation: null }, stranger: null };
    const { id, code } = this.#start.organisation;
    if (role === 'PARTNER' || role === 'ASSOCIATION') return this.#in(OWN, role, { id, code });
    return this.#in(OWN, role);
  }

  #strangers(): Asker[] {
    return [
      { ...this.#in(OTHER, 'DIRECTOR'), stranger: 'the director of another programme' },
      { ...this.#in(OWN, 'PARTNER', this.#start.another), stranger: 'a partner of another organisation' },
    ];
  }

  #in(slug: string, role: Asker['role'], speaksFor?: { id: string; code: string }): Asker {
    return {
      role,
      holder: { role, programme: slug, ...(speaksFor && { organisation: speaksFor.code }) },
      place: { programme: this.#programme(slug), organisation: speaksFor?.id ?? null },
      stranger: null,
    };
  }

  async #accountOf(holder: Holder): Promise<string> {
    return (await this.#hub.askAs(holder, '{ viewer { account { id } } }')).data.viewer.account.id;
  }

  #compared(told: Told, persona: Persona): Table {
    return compare(this.everything, told, persona, this.#owners);
  }

  /** All questions, each answered to everybody in turn: what was read and planned once serves them all. */
  async #ask(askers: readonly ((text: string) => Promise<Answer>)[]): Promise<Told[]> {
    const told: Map<string, Fact>[] = askers.map(() => new Map());
    const open = this.questions.values();
    const askNext = async (): Promise<void> => {
      for (const text of open)
        for (const [i, send] of askers.entries()) {
          const answer = this.#answered(text, await send(text));
          for (const [key, fact] of toldBy(this.#schema, [answer])) told[i]?.set(key, fact);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askNext));
    return told;
  }

  /** What an answer told; a part that failed would look as if it were not told. */
  #answered(text: string, { status, data, errors, text: body }: Answer): unknown {
    const about = `for ${text.slice(0, 300)}`;
    if (errors.length > 0) throw new Error(`${JSON.stringify(errors[0])} ${about}\n${this.#hub.log[0]}`);
    if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)} ${about}`);
    return data;
  }

  #programme(slug: string): string {
    return this.#start.programmes[this.#start.slugs.indexOf(slug)] ?? '';
  }
}

const asHub = <T>({ identity }: TestHub, work: (owner: pg.ClientBase) => Promise<T>): Promise<T> =>
  withOwner(identity.ownerUrl, async (owner) => {
    await owner.query(`begin; ${setLocal(HUB_SETTINGS)}`);
    const result = await work(owner);
    await owner.query('commit');
    return result;
  });

/** Withdraws all that is published; gives back what was of OWN. */
function withdrawAll(hub: TestHub): Promise<readonly unknown[]> {
  return asHub(hub, async (owner) => {
    const { rows } = await owner.query<{ row: unknown }>(
      `select to_jsonb(p) as row from access.publication p
       where programme_id = (select id from actions.programme where slug = $1)`,
      [OWN],
    );
    await owner.query('delete from access.publication');
    return rows.map(({ row }) => row);
  });
}

/** Publishes these again, and waits until everybody is told: it is looked up anew every other second. */
async function publishAgain(hub: TestHub, rows: readonly unknown[]): Promise<void> {
  await asHub(hub, (owner) =>
    owner.query(
      'insert into access.publication select * from jsonb_populate_recordset(null::access.publication, $1)',
      [JSON.stringify(rows)],
    ),
  );
  await vi.waitFor(
    async () => {
      const { data } = await hub.askAs(null, '{ programmes { totalCount } }');
      if (data.programmes.totalCount !== 1) throw new Error('not published yet');
    },
    { timeout: 30_000, interval: 100 },
  );
}
