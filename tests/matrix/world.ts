import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';
import type { Role } from '@kapstok/schema';
import type { GraphQLSchema } from 'graphql';
import type pg from 'pg';
import { vi } from 'vitest';
import { type Answer, openTestHub, type TestHub } from '../hub.ts';
import type { Persona as Holder } from '../tokens.ts';
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

/** A hub of which nothing is published, until the public asks. */
export class MatrixWorld {
  readonly questions: readonly string[];
  readonly pathCount: number;
  /** What somebody is told who reads every programme, and somebody who keeps the accounts. */
  everything: Told = new Map();
  readonly #schema: GraphQLSchema;
  readonly #hub: TestHub;
  /** What an administrator is told: part of everything, and a table of their own. */
  #administrator: Told = new Map();
  readonly #owners: ReadonlyMap<string, Owner>;
  readonly #start: Start;
  /** The publications that there were of OWN. */
  readonly #published: readonly unknown[];

  static async open(schema: GraphQLSchema): Promise<MatrixWorld> {
    const hub = await openTestHub('shipped');
    const published = await withdrawAll(hub);
    // Everybody is there before somebody looks at everything.
    for (const role of ['COORDINATOR', 'DIRECTOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR'] as const)
      await hub.tokenFor({ role, programme: OWN });
    const { ownerUrl } = hub.identity;
    const start = await readStart(ownerUrl, OWN, OTHER);
    await fill(hub, start.ids['action'] ?? []);
    const world = new MatrixWorld(schema, hub, await readOwners(ownerUrl), start, published);
    world.#administrator = await world.#ask((text) => hub.askAs({ role: 'ADMINISTRATOR' }, text));
    world.everything = new Map([...(await world.#ask((text) => hub.ask(text))), ...world.#administrator]);
    return world;
  }

  private constructor(
    schema: GraphQLSchema,
    hub: TestHub,
    owners: ReadonlyMap<string, Owner>,
    start: Start,
    published: readonly unknown[],
  ) {
    this.#published = published;
    this.#schema = schema;
    this.#hub = hub;
    this.#owners = owners;
    this.#start = start;
    const roots = rootsOf(start);
    this.questions = questionsFrom(schema, roots);
    this.pathCount = countPaths(schema, roots);
  }

  /** What somebody with a role in OWN is told, by field and by whose the object is. */
  async tableOf(role: Exclude<Role, 'PUBLIC'>): Promise<Table> {
    if (role === 'ADMINISTRATOR') {
      const place = { programme: null, organisation: null };
      return this.#compared(this.#administrator, { ...place, account: await this.#accountOf({ role }) });
    }
    const speaks = role === 'PARTNER' || role === 'ASSOCIATION';
    return this.#tableIn(OWN, { role, ...(speaks && { organisation: this.#start.organisation.code }) });
  }

  /** Publishes OWN, and says what everybody is told then; ask for the others before. */
  async tableOfPublic(): Promise<Table> {
    await publishAgain(this.#hub, this.#published);
    const told = await this.#ask((text) => this.#hub.askAs(null, text));
    return this.#compared(told, { programme: this.#programme(OWN), organisation: null, account: null });
  }

  /** The same for a director of OTHER, and for a partner of OWN for another organisation. */
  async tablesOfStrangers(): Promise<readonly { name: string; role: Role; table: Table }[]> {
    const { code } = this.#start.another;
    return [
      {
        name: 'the director of another programme',
        role: 'DIRECTOR',
        table: await this.#tableIn(OTHER, { role: 'DIRECTOR' }),
      },
      {
        name: 'a partner of another organisation',
        role: 'PARTNER',
        table: await this.#tableIn(OWN, { role: 'PARTNER', organisation: code }),
      },
    ];
  }

  /** Who asks with a credential that is not accepted. */
  askWith(authorization: string, text: string): Promise<Answer> {
    return this.#hub.ask(text, {}, { authorization });
  }

  async close(): Promise<void> {
    await this.#hub.close();
  }

  #tableIn(slug: string, holder: Holder): Promise<Table> {
    const { organisation: own, another } = this.#start;
    const organisation = [own, another].find(({ code }) => code === holder.organisation)?.id ?? null;
    return this.#table({ ...holder, programme: slug }, { programme: this.#programme(slug), organisation });
  }

  async #table(holder: Holder, place: Omit<Persona, 'account'>): Promise<Table> {
    const told = await this.#ask((text) => this.#hub.askAs(holder, text));
    return this.#compared(told, { ...place, account: await this.#accountOf(holder) });
  }

  async #accountOf(holder: Holder): Promise<string> {
    return (await this.#hub.askAs(holder, '{ viewer { account { id } } }')).data.viewer.account.id;
  }

  #compared(told: Told, persona: Persona): Table {
    return compare(this.everything, told, persona, this.#owners);
  }

  /** All questions, answered; who asks does not show in them. */
  async #ask(send: (text: string) => Promise<Answer>): Promise<Told> {
    const answers: unknown[] = [];
    const open = this.questions.entries();
    const askNext = async (): Promise<void> => {
      for (const [i, text] of open) {
        const { status, data, errors, text: body } = await send(text);
        // A part that failed would look as if it were not told.
        if (errors.length > 0)
          throw new Error(`${JSON.stringify(errors[0])} for ${text.slice(0, 300)}\n${this.#hub.log[0]}`);
        if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)} for ${text.slice(0, 300)}`);
        answers[i] = data;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askNext));
    return toldBy(this.#schema, answers);
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
