import { WITHHELD_UNDER } from '@kapstok/schema';
import { type ChoiceOptions, choose } from './choose.ts';
import type { Cube, CubeFigure } from './cube.ts';
import { tableOf } from './cube-table.ts';
import type { Standing } from './table.ts';

/** Who reads figures outside, from most to least, and from how many people on a cell is no longer small. */
export const THRESHOLDS = WITHHELD_UNDER;
export type ReleaseLevel = keyof typeof THRESHOLDS;
export const RELEASE_LEVELS = ['PARTNER', 'PUBLIC'] as const satisfies readonly ReleaseLevel[];

/** What was decided of a cube for a level; it stays so. */
export interface LevelDecision {
  /** Ids of the figures that are shown. */
  readonly shown: ReadonlySet<string>;
  /** Figures that are withheld for their own sake: a number of them is under the threshold. */
  readonly small: ReadonlySet<string>;
  /** Figures that are withheld but that what was shown before gives away. */
  readonly exposed: readonly string[];
}

export interface Release {
  readonly cube: Cube;
  readonly decisions: Readonly<Record<ReleaseLevel, LevelDecision>>;
}

export interface DecideOptions extends ChoiceOptions {
  /** False: as if nothing had been shown before. For tests, which must notice. */
  readonly remembers?: boolean;
  /** Only this level is shown anything, so that nothing must agree with what others see. */
  readonly isAlone?: ReleaseLevel;
}

/** `deciding`, at one go. */
export function decide(cube: Cube, earlier: readonly Release[], options: DecideOptions = {}): Release {
  const work = deciding(cube, earlier, options);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Decides for each level what of a cube is shown, given everything that earlier releases showed; stops now and then. */
export function* deciding(
  cube: Cube,
  earlier: readonly Release[],
  options: DecideOptions = {},
): Generator<void, Release> {
  const known = (options.remembers ?? true) ? earlier : [];
  const partner = yield* decideLevel(cube, known, 'PARTNER', null, options);
  const wider = options.isAlone === 'PUBLIC' ? null : partner;
  const everybody = yield* decideLevel(cube, known, 'PUBLIC', wider, options);
  return { cube, decisions: { PARTNER: partner, PUBLIC: everybody } };
}

function* decideLevel(
  cube: Cube,
  earlier: readonly Release[],
  level: ReleaseLevel,
  /** What those who read more see: nobody sees what they do not. */
  wider: LevelDecision | null,
  options: ChoiceOptions,
): Generator<void, LevelDecision> {
  const before = memoryOf(earlier, level);
  // Known to everybody from now on, also where an earlier release took it for a small number.
  const impossible = new Set(
    cube.figures.flatMap(({ id, isStructuralZero }) => (isStructuralZero ? [id] : [])),
  );
  const standingOf = (figure: CubeFigure): Standing => {
    if (impossible.has(figure.id) || before.shown.has(figure.id)) return 'SHOWN';
    if (figure.isConfidential || before.withheld.has(figure.id) || before.withheldAt.has(lineOf(figure)))
      return 'WITHHELD';
    return wider === null || wider.shown.has(figure.id) ? 'OPEN' : 'WITHHELD';
  };
  const threshold = THRESHOLDS[level];
  const { table, figures } = yield* tableOf(
    [...earlier.map((release) => release.cube), cube],
    standingOf,
    threshold,
  );
  const choice = yield* choose(table, threshold, options);
  const own = new Set(cube.figures.map(({ id }) => id));
  const decided = figures.map((figure, cell) => ({ figure, isWithheld: choice.isWithheld[cell] === 1 }));
  const ids = (wanted: typeof decided) =>
    new Set(wanted.map(({ figure }) => figure.id).filter((id) => own.has(id)));
  return {
    shown: ids(decided.filter(({ isWithheld }) => !isWithheld)),
    small: ids(decided.filter(({ figure, isWithheld }) => isWithheld && isSmall(figure, threshold))),
    exposed: choice.exposed.flatMap((cell) => figures[cell]?.id ?? []),
  };
}

/** Of a rate, how many it does not hold for counts too. */
function isSmall({ numbers: [count, whole] }: CubeFigure, threshold: number): boolean {
  if (whole === undefined) return count < threshold;
  return count < threshold || whole < threshold || (whole >= count && whole - count < threshold);
}

function memoryOf(earlier: readonly Release[], level: ReleaseLevel) {
  const [shown, withheld, withheldAt] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { cube, decisions } of earlier)
    for (const figure of cube.figures) {
      if (decisions[level].shown.has(figure.id)) shown.add(figure.id);
      else {
        withheld.add(figure.id);
        withheldAt.add(lineOf(figure));
      }
    }
  return { shown, withheld, withheldAt };
}

/** What a figure is about, whatever its vintage: a revision of what was withheld is near it, and withheld too. */
const lineOf = ({ measure, at }: CubeFigure): string => JSON.stringify([measure, ...at]);
