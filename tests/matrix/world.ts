import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';
import type { Role } from '@kapstok/schema';
import type { GraphQLSchema } from 'graphql';
import { type Answer, openTestHub, type TestHub } from '../hub.ts';
import type { Persona as Holder } from '../tokens.ts';
import { compare, type Persona, type Table, type Told, toldBy } from './observe.ts';
import { type Owner, readOwners } from './ownership.ts';
import { countPaths, questionsFrom } from './paths.ts';
import { readStart, rootsOf, type Start } from './start.ts';

/** The programme in which the personas hold their roles, and one in which they hold none. */
export const OWN = 'voorbeeldstad';
export const OTHER = 'kortrijk-2020';

/** Two hubs on the same rows: nothing is published in one, OWN in the other. */
export class MatrixWorld {
  readonly questions: readonly string[];
  readonly pathCount: number;
  /** What somebody is told who reads every programme, and somebody who keeps the accounts. */
  everything: Told = new Map();
  readonly #schema: GraphQLSchema;
  readonly #hub: TestHub;
  readonly #published: TestHub;
  readonly #owners: ReadonlyMap<string, Owner>;
  readonly #start: Start;

  static async open(schema: GraphQLSchema): Promise<MatrixWorld> {
    const [hub, published] = await Promise.all([openTestHub('shipped'), openTestHub('shipped')]);
    await publishOnly(hub, []);
    await publishOnly(published, [OWN]);
    // Everybody is there before somebody looks at everything.
    for (const role of ['COORDINATOR', 'DIRECTOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR'] as const)
      await hub.tokenFor({ role, programme: OWN });
    const { ownerUrl } = hub.identity;
    const world = new MatrixWorld(
      schema,
      hub,
      published,
      await readOwners(ownerUrl),
      await readStart(ownerUrl, OWN, OTHER),
    );
    const administrator = await world.#ask((text) => hub.askAs({ role: 'ADMINISTRATOR' }, text));
    world.everything = new Map([...(await world.#ask((text) => hub.ask(text))), ...administrator]);
    return world;
  }

  private constructor(
    schema: GraphQLSchema,
    hub: TestHub,
    published: TestHub,
    owners: ReadonlyMap<string, Owner>,
    start: Start,
  ) {
    this.#schema = schema;
    this.#hub = hub;
    this.#published = published;
    this.#owners = owners;
    this.#start = start;
    const roots = rootsOf(start);
    this.questions = questionsFrom(schema, roots);
    this.pathCount = countPaths(schema, roots);
  }

  /** What somebody with a role in OWN is told, by field and by whose the object is. */
  async tableOf(role: Role): Promise<Table> {
    if (role === 'PUBLIC') {
      const persona = { programme: this.#programme(OWN), organisation: null, account: null };
      const told = await this.#ask((text) => this.#published.askAs(null, text));
      return compare(this.everything, told, persona, this.#owners);
    }
    if (role === 'ADMINISTRATOR') return this.#table({ role }, { programme: null, organisation: null });
    const speaks = role === 'PARTNER' || role === 'ASSOCIATION';
    return this.#tableIn(OWN, { role, ...(speaks && { organisation: this.#start.organisation.code }) });
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
    await Promise.all([this.#hub.close(), this.#published.close()]);
  }

  #tableIn(slug: string, holder: Holder): Promise<Table> {
    const { organisation: own, another } = this.#start;
    const organisation = [own, another].find(({ code }) => code === holder.organisation)?.id ?? null;
    return this.#table({ ...holder, programme: slug }, { programme: this.#programme(slug), organisation });
  }

  async #table(holder: Holder, place: Omit<Persona, 'account'>): Promise<Table> {
    const { data } = await this.#hub.askAs(holder, '{ viewer { account { id } } }');
    const persona = { ...place, account: data.viewer.account.id };
    return compare(
      this.everything,
      await this.#ask((text) => this.#hub.askAs(holder, text)),
      persona,
      this.#owners,
    );
  }

  /** All questions, answered; who asks does not show in them. */
  async #ask(send: (text: string) => Promise<Answer>): Promise<Told> {
    const answers: unknown[] = [];
    for (const text of this.questions) {
      const { status, data, text: body } = await send(text);
      if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)} for ${text.slice(0, 300)}`);
      answers.push(data);
    }
    return toldBy(this.#schema, answers);
  }

  #programme(slug: string): string {
    return this.#start.programmes[this.#start.slugs.indexOf(slug)] ?? '';
  }
}

async function publishOnly({ identity }: TestHub, slugs: readonly string[]): Promise<void> {
  await withOwner(identity.ownerUrl, async (owner) => {
    await owner.query(`begin; ${setLocal(HUB_SETTINGS)}`);
    await owner.query(
      `delete from access.publication where programme_id not in (select id from actions.programme where slug = any ($1))`,
      [slugs],
    );
    await owner.query('commit');
  });
}
