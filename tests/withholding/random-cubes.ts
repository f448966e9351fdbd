import type { Axis, Cube, CubeFigure, Division } from '@kapstok/indicators/testing';
import fc from 'fast-check';

/** A cube and its revisions, oldest first; figures that did not change keep their ids. */
export type History = readonly Cube[];

interface Shape {
  readonly axes: readonly (readonly number[])[];
  readonly overlaps: boolean;
  readonly hasFormula: boolean;
  readonly hasRate: boolean;
  readonly revisions: number;
  readonly missing: number;
  readonly sparse: number;
  /** Whether the first release takes zeros for small numbers that are known later to be structural. */
  readonly isDeclaredLate: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  // Of each axis, how many parts its total has, and how many parts each of those has again (1: none).
  axes: fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
  overlaps: fc.boolean(),
  hasFormula: fc.boolean(),
  hasRate: fc.boolean(),
  revisions: fc.integer({ min: 0, max: 2 }),
  missing: fc.constantFrom(0, 0, 0.05, 0.15),
  sparse: fc.constantFrom(0.1, 0.3, 0.6),
  isDeclaredLate: fc.boolean(),
});

/** Cubes of at most so many places, periods and breakdowns together. */
export const histories = (largest: number): fc.Arbitrary<History> =>
  fc
    .record({ shape, seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }) })
    .map(({ shape: wanted, seed }) => build({ ...wanted, axes: fitting(wanted.axes, largest) }, seed));

/** As many of the axes as give a cube that is still small. */
function fitting(axes: Shape['axes'], largest: number): Shape['axes'] {
  const sizeOf = (parts: readonly number[]) =>
    1 + parts.reduce((sum, size) => sum + (size > 1 ? size + 1 : 1), 0);
  let size = 1;
  return axes.filter((parts) => {
    const next = size * sizeOf(parts);
    if (next > largest) return false;
    size = next;
    return true;
  });
}

/** Numbers that look drawn, the same for the same seed. */
function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Tree {
  readonly axis: Axis;
  readonly leaves: readonly string[];
  /** All members, each with the leaves below it. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

function treeOf(parts: readonly number[], place: number, overlaps: boolean, draw: () => number): Tree {
  const members = new Map<string, string[]>();
  const divisions: Division[] = [];
  const children = parts.map((size, index) => {
    const name = `p${index}`;
    const leaves = size === 1 ? [name] : Array.from({ length: size }, (_, leaf) => `${name}.${leaf}`);
    members.set(name, leaves);
    if (size > 1) divisions.push({ whole: name, parts: leaves, kind: draw() < 0.8 ? 'SUM' : 'AT_MOST' });
    for (const leaf of leaves) members.set(leaf, [leaf]);
    return name;
  });
  const leaves = [...new Set([...members.values()].flat())];
  members.set('all', leaves);
  divisions.push({ whole: 'all', parts: children, kind: 'SUM' });
  if (overlaps) {
    const groups = ['g1', 'g2'].map((name) => {
      members.set(
        name,
        leaves.filter(() => draw() < 0.6),
      );
      return name;
    });
    divisions.push({ whole: 'all', parts: groups, kind: 'EACH_AT_MOST' });
  }
  return { axis: { name: `axis-${place}`, divisions }, leaves, members };
}

/** Every choice of one of each list. */
function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (all, list) => all.flatMap((one) => list.map((item) => [...one, item])),
    [[]],
  );
}

function build(
  { axes, overlaps, hasFormula, hasRate, revisions, missing, sparse, isDeclaredLate }: Shape,
  seed: number,
): History {
  const draw = draws(seed);
  const trees = axes.map((parts, place) => treeOf(parts, place, overlaps && place === 0, draw));
  const leaves = product(trees.map((tree) => tree.leaves)).map((at) => at.join('|'));
  const isNone = new Set(leaves.filter(() => draw() < 0.04));
  const size = () => (draw() < sparse ? Math.floor(draw() * 12) : Math.floor(draw() ** 3 * 200));
  const measures = ['a', ...(hasFormula ? ['b'] : []), ...(hasRate ? ['rate'] : [])];
  const counts = new Map<string, number>();
  const redraw = (share: number) => {
    for (const measure of measures)
      for (const leaf of leaves) {
        if (draw() >= share) continue;
        const count = isNone.has(leaf) ? 0 : size();
        counts.set(`${measure} ${leaf}`, count);
        if (measure === 'rate') counts.set(`whole ${leaf}`, count + (isNone.has(leaf) ? 0 : size()));
      }
  };
  const formulas = hasFormula
    ? [{ result: 'sum', terms: ['a', 'b'].map((measure) => ({ measure, factor: 1 })) }]
    : [];
  const positions = product(trees.map((tree) => [...tree.members.keys()]));
  const left = new Set(positions.filter(() => draw() >= missing));
  let isDeclared = !isDeclaredLate;
  const cubeNow = (): Cube => ({
    axes: trees.map((tree) => tree.axis),
    formulas,
    figures: positions.flatMap((at) => (left.has(at) ? figuresAt(at) : [])),
  });
  const figuresAt = (at: readonly string[]): CubeFigure[] => {
    const below = product(at.map((member, axis) => [...(trees[axis]?.members.get(member) ?? [])])).map(
      (leaf) => leaf.join('|'),
    );
    const sum = (measure: string) =>
      below.reduce((total, leaf) => total + (counts.get(`${measure} ${leaf}`) ?? 0), 0);
    const isStructuralZero = isDeclared && below.every((leaf) => isNone.has(leaf));
    const figure = (measure: string, numbers: CubeFigure['numbers']): CubeFigure => ({
      id: `${measure} ${at.join('|')} ${numbers.join('/')}`,
      measure,
      at,
      numbers,
      isStructuralZero,
    });
    return [
      ...['a', ...(hasFormula ? ['b'] : [])].map((measure) => figure(measure, [sum(measure)])),
      ...(hasFormula ? [figure('sum', [sum('a') + sum('b')])] : []),
      ...(hasRate ? [figure('rate', [sum('rate'), sum('whole')])] : []),
    ];
  };
  redraw(1);
  const history = [cubeNow()];
  for (let revision = 0; revision < revisions; revision++) {
    redraw(draw() * 0.5);
    // Later releases may have figures that earlier ones had not, and lack some that they had.
    for (const at of positions) if (draw() < missing / 2) left.has(at) ? left.delete(at) : left.add(at);
    isDeclared = true;
    history.push(cubeNow());
  }
  return history;
}
