import type { GraphQLSchema } from 'graphql';
import { type Fact, factsIn } from './facts.ts';
import type { Class, Owner } from './ownership.ts';

/** Somebody who asks. */
export interface Persona {
  /** Null: every one. */
  readonly programme: string | null;
  /** The organisation for which they speak; null: for none. */
  readonly organisation: string | null;
  /** Their own account; null: they have none. */
  readonly account: string | null;
}

/** What an answer told: by field and object, whatever way led there. */
export type Told = ReadonlyMap<string, Fact>;

export function toldBy(schema: GraphQLSchema, answers: readonly unknown[]): Told {
  return new Map(answers.flatMap((data) => factsIn(schema, data)).map((fact) => [fact.key, fact]));
}

/** What the object of a fact is to a persona. */
export function classOf({ entity }: Fact, persona: Persona, owners: ReadonlyMap<string, Owner>): Class {
  if (entity !== null && entity.id === persona.account) return 'OWN';
  const owner = entity === null ? undefined : owners.get(entity.id);
  if (owner === undefined) return 'SHARED';
  if (persona.programme !== null && persona.programme !== owner.programme) return 'OTHER';
  const { organisation } = persona;
  const isTheirs =
    organisation === null || owner.organisations.length === 0 || owner.organisations.includes(organisation);
  if (!isTheirs) return 'SAME';
  return owner.isDraft ? 'DRAFT' : 'OWN';
}

/** Field → class → how much of it was told. */
export type Table = ReadonlyMap<string, ReadonlyMap<Class, Cell>>;

/** How many values of each class of a field there were to be told, and how many were. */
export interface Cell {
  told: number;
  readonly examples: string[];
  there: number;
}

/** Field → class → what of it was told, of all that somebody who reads everything is told. */
export function compare(
  everything: Told,
  told: Told,
  persona: Persona,
  owners: ReadonlyMap<string, Owner>,
): Map<string, Map<Class, Cell>> {
  const table = new Map<string, Map<Class, Cell>>();
  for (const [key, fact] of everything) {
    const cells = table.get(fact.field) ?? new Map<Class, Cell>();
    table.set(fact.field, cells);
    const which = classOf(fact, persona, owners);
    const cell = cells.get(which) ?? { told: 0, there: 0, examples: [] };
    cells.set(which, cell);
    cell.there += 1;
    if (told.has(key)) cell.told += 1;
    if (cell.examples.length < 3) cell.examples.push(key.slice(0, 120));
  }
  return table;
}
