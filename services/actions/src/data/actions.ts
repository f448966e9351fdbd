import {
  codes,
  lastColumns,
  localColumns,
  may,
  must,
  partialSql,
  programmes,
  readsRow,
  since,
  tableDataset,
  until,
  words,
} from '@kapstok/kit/data';
import { ACTION_GOAL, ACTION_LEVEL, ACTION_STATUS } from '@kapstok/schema';

/** This service keeps programmes themselves. */
export const KNOWN = '(select id as programme_id, slug from programme)';

const start = 'coalesce(row.actual_start, row.planned_start)';

export const actions = tableDataset({
  name: 'actions',
  table: 'action',
  joins: `left join policy_domain domain on domain.id = row.domain_id left join block on block.id = row.block_id
    left join action parent on parent.id = row.parent_id left join source on source.id = row.source_id`,
  names: KNOWN,
  orderedBy: 'code',
  isReadable: (viewer) => readsRow(viewer, 'PLAN'),
  columns: [
    [must('code', 'code', 'Code of the action, unique within the programme.'), 'row.code'],
    [must('domain', 'code', 'Code of its policy domain.'), 'domain.code'],
    [may('block', 'code', 'Code of the block inside the domain; empty when it is in none.'), 'block.code'],
    [may('parent', 'code', 'Code of the action of which it is a part; empty when of none.'), 'parent.code'],
    ...localColumns('title', 'Title'),
    ...localColumns('description', 'What is done'),
    [may('goal', 'word', 'What it is for; empty when nobody said.', ACTION_GOAL), 'row.goal'],
    [may('level', 'word', 'How deep it works; empty when nobody said.', ACTION_LEVEL), 'row.level'],
    [must('status', 'word', 'How it stands, as it was last recorded.', ACTION_STATUS), 'row.status'],
    [
      may('planned_start', 'partial date', 'Begin as planned; empty when not known.'),
      partialSql('row.planned_start'),
    ],
    [
      may('planned_end', 'partial date', 'End as planned; empty when not known.'),
      partialSql('row.planned_end'),
    ],
    [
      may('actual_start', 'partial date', 'Begin as it was; empty before it, or when not known.'),
      partialSql('row.actual_start'),
    ],
    [
      may('actual_end', 'partial date', 'End as it was; empty before it, or when not known.'),
      partialSql('row.actual_end'),
    ],
    ...lastColumns,
  ],
  filters: {
    programme: programmes('row.programme_id', `${KNOWN} known`),
    code: codes('Actions', (found) => `row.code = any (${found})`),
    domain: codes('Policy domains', (found) => `domain.code = any (${found})`),
    status: words('States', ACTION_STATUS, (found) => `row.status = any (${found})`),
    from: since('Actions that begin, or are planned to, on this day or later.', start),
    to: until('Actions that begin, or are planned to, on this day or before.', start),
  },
});
