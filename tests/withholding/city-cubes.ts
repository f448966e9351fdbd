import type { Axis, Cube, CubeFigure } from '@kapstok/indicators/testing';

const AXES: readonly Axis[] = [
  {
    name: 'place',
    divisions: [
      { whole: 'city', parts: ['n', 'e', 's', 'w'], kind: 'SUM' },
      ...['n', 'e', 's', 'w'].map((part) => ({
        whole: part,
        parts: [1, 2, 3, 4, 5].map((sector) => `${part}${sector}`),
        kind: 'SUM' as const,
      })),
    ],
  },
  { name: 'age', divisions: [{ whole: 'all', parts: ['0-17', '18-64', '65+'], kind: 'SUM' }] },
  { name: 'sex', divisions: [{ whole: 'all', parts: ['f', 'm'], kind: 'SUM' }] },
];
const membersOf = ({ divisions }: Axis) => [
  ...new Set(divisions.flatMap(({ whole, parts }) => [whole, ...parts])),
];
const leavesOf = (axis: Axis, member: string): string[] => {
  const division = axis.divisions.find(({ whole }) => whole === member);
  return division === undefined ? [member] : division.parts.flatMap((part) => leavesOf(axis, part));
};
const GRID = AXES.map((axis) =>
  membersOf(axis).map((member) => ({ member, leaves: leavesOf(axis, member) })),
);
const POSITIONS = GRID.reduce<{ at: string[]; below: string[] }[]>(
  (all, members) =>
    all.flatMap(({ at, below }) =>
      members.map(({ member, leaves }) => ({
        at: [...at, member],
        below: below.flatMap((start) => leaves.map((leaf) => `${start}|${leaf}`)),
      })),
    ),
  [{ at: [], below: [''] }],
);

/** Counts as a city has them: by neighbourhood, age and sex, about one in ten small; at least so many cells. */
export function cityCube(cells: number): Cube {
  let state = 12345;
  const draw = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const figures: CubeFigure[] = [];
  for (let measure = 0; figures.length < cells; measure++) {
    const scale = 20 + 200 * draw();
    const counts = new Map<string, number>();
    for (const { at, below } of POSITIONS) {
      let sum = 0;
      for (const leaf of below) {
        if (!counts.has(leaf)) counts.set(leaf, Math.floor(scale * -Math.log(1 - draw())));
        sum += counts.get(leaf) ?? 0;
      }
      figures.push({ id: `${measure} ${at.join('|')}`, measure: `m${measure}`, at, numbers: [sum] });
    }
  }
  return { axes: AXES, formulas: [], figures };
}
