/** Something that two people filled in differently. */
export interface Difference<Name extends string> {
  readonly name: Name;
  readonly mine: string;
  readonly theirs: string;
  /** Which of both is likely meant: mine where I changed it, theirs where only they did. */
  readonly likely: Side;
}

export type Side = 'MINE' | 'THEIRS';

type Texts<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** Where what I typed and what stands there by now differ; `before` is what both began with. */
export function differencesOf<Name extends string>(
  before: Texts<Name>,
  mine: Texts<Name>,
  theirs: Texts<Name>,
): Difference<Name>[] {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])] as Name[];
  return names.flatMap((name) => {
    const [first, own, other] = [before[name] ?? '', mine[name] ?? '', theirs[name] ?? ''];
    if (own === other) return [];
    return [{ name, mine: own, theirs: other, likely: own === first ? 'THEIRS' : 'MINE' } as const];
  });
}
