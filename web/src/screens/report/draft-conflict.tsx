import { useEffect } from 'preact/hooks';
import type { Messages } from '../../i18n/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { differencesOf } from '../../ui/differences.ts';
import { type Draft, textsOf, withFields } from './draft.ts';

const LABELS: Record<keyof Draft, keyof Messages> = {
  reportedStatus: 'reportStatus',
  narrative: 'reportNarrative',
  completionPercent: 'reportPercent',
  completionMethod: 'reportMethod',
  peopleReached: 'peopleReached',
  peopleReachedReason: 'reportNoPeople',
  reachBasis: 'reportBasis',
  obstacles: 'obstacles',
  evidence: 'evidence',
};

interface DraftConflictProps {
  /** What both began with. */
  readonly before: Draft;
  readonly mine: Draft;
  readonly theirs: Draft;
  readonly onSettle: (agreed: Draft | null) => void;
}

/** Two colleagues filled in the same report: theirs and mine, to choose from. */
export function DraftConflict({ before, mine, theirs, onSettle }: DraftConflictProps) {
  const { t, words } = useText();
  const differences = differencesOf(textsOf(before), textsOf(mine), textsOf(theirs));
  const isAlike = differences.length === 0;
  // Both wrote the same: there is nothing to ask.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is found out
  useEffect(() => {
    if (isAlike) onSettle(mine);
  }, [isAlike]);
  if (isAlike) return null;
  const show = (name: keyof Draft, value: string): string => {
    if (value === '') return '';
    if (name === 'reportedStatus') return words.ActionStatus[value as keyof typeof words.ActionStatus];
    if (name === 'completionMethod')
      return words.CompletionMethod[value as keyof typeof words.CompletionMethod];
    if (name === 'peopleReachedReason') return words.MissingReason[value as keyof typeof words.MissingReason];
    if (name === 'reachBasis') return words.ReachBasis[value as keyof typeof words.ReachBasis];
    return value;
  };
  return (
    <Conflict
      differences={differences}
      labelOf={(name) => t(LABELS[name])}
      show={show}
      onSettle={(sides) => {
        if (sides === null) return onSettle(null);
        const fields = differences.map(({ name }) => name).filter((name) => sides.get(name) === 'THEIRS');
        return onSettle(withFields(mine, theirs, fields));
      }}
    />
  );
}
