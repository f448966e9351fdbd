import fc from 'fast-check';
import type { Declaration } from './attacker.ts';

/** A cell of a table about a city, with its number of people or both numbers of its rate. */
export interface DoorCell {
  readonly place: string;
  /** As files write it: `age=a0;group=g1`. */
  readonly dimensions: string;
  readonly numbers: readonly number[];
  /** Nobody can be counted here, by the rules. */
  readonly isStructuralZero: boolean;
}

/** A table and its revisions, oldest first, and how its figures truly hang together. */
export interface DoorHistory {
  readonly isRate: boolean;
  readonly tables: readonly (readonly DoorCell[])[];
  readonly relations: Declaration['axes'];
  /** Breakdowns by name, in the order of the axes after that of places. */
  readonly names: readonly string[];
}

/** Numbers that look drawn, the same for the same seed. */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Tables with places within a place, ages that add up, and perhaps groups that overlap. */
export const doorHistories = (
  whole: string,
  places: readonly string[],
  revisions: number,
): fc.Arbitrary<DoorHistory> =>
  fc
    .record({
      parts: fc.subarray([...places], { minLength: 2, maxLength: 4 }),
      ages: fc.integer({ min: 2, max: 3 }),
      overlaps: fc.boolean(),
      isRate: fc.boolean(),
      hasImpossible: fc.boolean(),
      revised: fc.integer({ min: 0, max: revisions }),
      sparse: fc.constantFrom(0.2, 0.4),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    })
    .map(({ parts, ages, overlaps, isRate, hasImpossible, revised, sparse, seed }) => {
      const draw = draws(seed);
      const ofAge = Array.from({ length: ages }, (_, age) => `a${age}`);
      const groups = overlaps ? ['g0', 'g1'] : [];
      const leaves = parts.flatMap((place) =>
        ofAge.map((age) => ({ place, age, count: 0, others: 0, shares: groups.map(draw) })),
      );
      const impossible = hasImpossible && !isRate ? leaves[0] : undefined;
      const size = () => (draw() < sparse ? Math.floor(draw() * 12) : Math.floor(draw() ** 2 * 150));
      const table = (share: number): DoorCell[] => {
        for (const leaf of leaves)
          if (leaf !== impossible && draw() < share) {
            leaf.count = size();
            leaf.others = isRate ? size() : 0;
          }
        return cellsOf(whole, parts, ofAge, groups).map(({ place, age, group }) => {
          const below = leaves.filter(
            (leaf) => (place === whole || leaf.place === place) && (age === '' || leaf.age === age),
          );
          const sum = (of: (leaf: (typeof leaves)[number]) => number) =>
            below.reduce((all, leaf) => {
              const part = group === '' ? 1 : (leaf.shares[groups.indexOf(group)] ?? 1);
              return all + Math.floor(of(leaf) * part);
            }, 0);
          const count = sum((leaf) => leaf.count);
          const dimensions = [age && `age=${age}`, group && `group=${group}`].filter(Boolean).join(';');
          const numbers = isRate ? [count, count + sum((leaf) => leaf.others)] : [count];
          const isStructuralZero = below.every((leaf) => leaf === impossible);
          return { place, dimensions, numbers, isStructuralZero };
        });
      };
      const tables = [table(1), ...Array.from({ length: revised }, () => table(0.25))];
      return { isRate, tables, ...relationsOf(whole, parts, ofAge, groups) };
    });

function cellsOf(
  whole: string,
  parts: readonly string[],
  ages: readonly string[],
  groups: readonly string[],
) {
  return [whole, ...parts].flatMap((place) =>
    ['', ...ages].flatMap((age) => ['', ...groups].map((group) => ({ place, age, group }))),
  );
}

function relationsOf(
  whole: string,
  parts: readonly string[],
  ages: readonly string[],
  groups: readonly string[],
): Pick<DoorHistory, 'relations' | 'names'> {
  const axis = (of: string, members: readonly string[], kind: string) => ({
    divisions: [{ whole: of, parts: members, kind }],
  });
  const relations = [axis(whole, parts, 'SUM'), axis('', ages, 'SUM')];
  if (groups.length === 0) return { relations, names: ['age'] };
  return { relations: [...relations, axis('', groups, 'EACH_AT_MOST')], names: ['age', 'group'] };
}
