/** A figure of one place, as it is told; what is not known is empty. */
export interface SheetFigure {
  readonly value: string;
  readonly reason: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly indicatorId: string;
  readonly versionId: string;
  readonly placeId: string;
  readonly dimensions: string;
  readonly periodEnd: string;
  readonly isBreak: boolean;
  readonly sourceId: string;
}

/** Around which place a sheet is drawn up. */
export interface SheetPlaces {
  readonly own: string;
  /** The province in which it lies; null when it lies in none. */
  readonly province: string | null;
  /** Places beside which an indicator is set: those of its comparison groups, else all of the same kind. */
  peersOf(indicatorId: string): ReadonlySet<string> | null;
}

/** One line of a sheet: a figure of the place beside those of others. */
export interface SheetLine {
  readonly dimensions: string;
  readonly figure: SheetFigure;
  readonly province: number | null;
  /** The middle one of the peers, and how many there are. */
  readonly peers: { readonly median: number; readonly count: number } | null;
  /** 1 has the highest figure, of the place and its peers. */
  readonly rank: { readonly place: number; readonly of: number } | null;
  /** The figure divided by that of the province. */
  readonly toProvince: number | null;
  /** The figure divided by the total of the same indicator. */
  readonly toTotal: number | null;
  /** Among the groups of the same kind, 1 has the highest figure. */
  readonly groupRank: { readonly place: number; readonly of: number } | null;
  /** Change against the year before, in percent of it; null across a break or a change of definition. */
  readonly growth: number | null;
}

export interface SheetIndicator {
  readonly indicatorId: string;
  /** The undivided figure; null when there is none. */
  readonly total: SheetLine | null;
  /** By breakdown. */
  readonly groups: readonly SheetLine[];
}

/** The lines of each indicator of which the place has a figure in the year; nothing is worked out from what is withheld. */
export function drawUp(
  now: readonly SheetFigure[],
  before: readonly SheetFigure[],
  places: SheetPlaces,
): SheetIndicator[] {
  const own = now.filter(({ placeId }) => placeId === places.own);
  const ids = [...new Set(own.map(({ indicatorId }) => indicatorId))];
  return ids.map((indicatorId) => {
    const ofThis = (figure: SheetFigure) => figure.indicatorId === indicatorId;
    const all = now.filter(ofThis);
    const figures = own.filter(ofThis);
    const lines = figures.map((figure) => lineOf(figure, { all, figures, before, places }));
    return {
      indicatorId,
      total: lines.find(({ dimensions }) => dimensions === '') ?? null,
      groups: lines
        .filter(({ dimensions }) => dimensions !== '')
        .sort((a, b) => (a.dimensions < b.dimensions ? -1 : 1)),
    };
  });
}

interface Around {
  readonly all: readonly SheetFigure[];
  readonly figures: readonly SheetFigure[];
  readonly before: readonly SheetFigure[];
  readonly places: SheetPlaces;
}

function lineOf(figure: SheetFigure, { all, figures, before, places }: Around): SheetLine {
  const value = numberOf(figure);
  const same = all.filter(
    ({ dimensions, versionId }) => dimensions === figure.dimensions && versionId === figure.versionId,
  );
  const province = numberOf(same.find(({ placeId }) => placeId === places.province));
  const chosen = places.peersOf(figure.indicatorId);
  const peers = same.filter(
    ({ placeId }) => placeId !== places.own && placeId !== places.province && (chosen?.has(placeId) ?? true),
  );
  const others = peers.map(numberOf).filter((one) => one !== null);
  const total = numberOf(
    figures.find(({ dimensions, versionId }) => dimensions === '' && versionId === figure.versionId),
  );
  const alike = figures.filter(({ dimensions }) => namesOf(dimensions) === namesOf(figure.dimensions));
  const groups = alike
    .filter((one) => one !== figure)
    .map(numberOf)
    .filter((one) => one !== null);
  return {
    dimensions: figure.dimensions,
    figure,
    province,
    peers: others.length === 0 ? null : { median: median(others), count: others.length },
    rank: rankOf(value, others),
    toProvince: divide(value, province),
    toTotal: figure.dimensions === '' ? null : divide(value, total),
    groupRank: figure.dimensions === '' ? null : rankOf(value, groups),
    growth: growthOf(figure, before),
  };
}

/** By what a figure is broken down, without the parts: groups of one kind are ranked among each other. */
const namesOf = (dimensions: string): string => dimensions.replace(/=[^;]*/g, '');

const numberOf = (figure: SheetFigure | undefined): number | null =>
  figure === undefined || figure.value === '' ? null : Number(figure.value);

const divide = (value: number | null, by: number | null): number | null =>
  value === null || by === null || by === 0 ? null : value / by;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** Equal figures share a place. */
function rankOf(value: number | null, others: readonly number[]): { place: number; of: number } | null {
  if (value === null || others.length === 0) return null;
  return { place: 1 + others.filter((other) => other > value).length, of: others.length + 1 };
}

function growthOf(figure: SheetFigure, before: readonly SheetFigure[]): number | null {
  if (figure.isBreak) return null;
  const last = before.find(
    (one) =>
      one.indicatorId === figure.indicatorId &&
      one.placeId === figure.placeId &&
      one.dimensions === figure.dimensions &&
      one.versionId === figure.versionId,
  );
  const [value, then] = [numberOf(figure), numberOf(last)];
  return value === null || then === null || then === 0 ? null : (100 * (value - then)) / Math.abs(then);
}
