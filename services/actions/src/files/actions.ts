import {
  type CsvFile,
  type CsvRow,
  flag,
  inOrder,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  text,
} from '@kapstok/kit';
import { ACTION_GOAL, ACTION_LEVEL, ACTION_STATUS, DIRECT_BENEFIT, REALISATION } from '@kapstok/schema';
import { own, ownCode, source, title } from './kinds.ts';

export const actions: CsvFile = {
  ...own('action', 'actions.csv', 'What the programme does.'),
  columns: {
    code: ownCode,
    domain: must(ref('domains.csv', ['domain']), 'The domain it belongs to.'),
    block: may(ref('blocks.csv', ['block']), 'The block inside that domain.'),
    parent: may(ref('actions.csv', ['parent']), 'The action of which it is a part.'),
    title,
    description: may(localized, 'What is done, for whom.'),
    goal: may(oneOf(ACTION_GOAL), 'Which of the two basic goals it serves.'),
    level: may(oneOf(ACTION_LEVEL), 'At which level it works.'),
    status: must(oneOf(ACTION_STATUS), 'How it stands.'),
    realisation: may(oneOf(REALISATION), 'What came of it; empty when no source says.'),
    planned_start: may(partialDate, 'Planned begin.'),
    planned_end: may(partialDate, 'Planned end.'),
    actual_start: may(partialDate, 'Actual begin.'),
    actual_end: may(partialDate, 'Actual end.'),
    benefits_directly: may(oneOf(DIRECT_BENEFIT), 'Does it benefit people in poverty directly?'),
    origin: may(ref('dialogue-sessions.csv', ['origin']), 'The session it came from.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    note: may(text, 'Remark.'),
    source,
  },
  rules: [inOrder('planned_start', 'planned_end'), inOrder('actual_start', 'actual_end'), partsDoNotCircle],
};

/** An action is not its own ancestor. */
function partsDoNotCircle(rows: readonly CsvRow[]) {
  const parentOf = new Map(rows.map(({ cells }) => [cells['code'] ?? '', cells['parent'] ?? '']));
  return rows.flatMap((row) => {
    const own = row.cells['code'] ?? '';
    const seen = new Set<string>();
    for (let at = parentOf.get(own) ?? ''; at !== '' && !seen.has(at); at = parentOf.get(at) ?? '')
      seen.add(at);
    return seen.has(own) ? [{ row, column: 'parent', message: 'makes the action a part of itself' }] : [];
  });
}
