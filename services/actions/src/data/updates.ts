import { sqlTexts } from '@kapstok/kit';
import {
  codes,
  inLanguages,
  may,
  must,
  ofProgrammes,
  programmes,
  readsRow,
  since,
  type TableColumn,
  tableDataset,
  until,
  words,
} from '@kapstok/kit/data';
import {
  ACTION_STATUS,
  COMPLETION_METHOD,
  MISSING_REASON,
  ownOrganisations,
  PROGRESS_STATE,
  REACH_BASIS,
  type Viewer,
} from '@kapstok/schema';
import { FEWEST_TOLD } from '../update/people-reached.ts';
import { KNOWN } from './actions.ts';

// The conditions of `update/who.ts`, row by row, for a file.

const isOwn = (viewer: Viewer): string =>
  `row.organisation_id = any (${sqlTexts(ownOrganisations(viewer))}::uuid[]) and speaks_for(row.organisation_id, row.programme_id)`;

/** Directors of the programme, and coordinators of the domain of the action or of all. */
function steers({ roles }: Viewer): string {
  const parts = roles
    .filter(({ role }) => role === 'DIRECTOR' || role === 'COORDINATOR')
    .map(({ programme, domain }) => {
      const ofProgramme = ofProgrammes(programme === '*' ? '*' : new Set([programme]), 'row.programme_id');
      return domain === undefined
        ? ofProgramme
        : `${ofProgramme} and action.domain_id = any (${sqlTexts([domain])}::uuid[])`;
    });
  return parts.length === 0 ? 'false' : parts.map((part) => `(${part})`).join(' or ');
}

function evaluates({ roles }: Viewer): string {
  const held = roles.filter(({ role }) => role === 'EVALUATOR').map(({ programme }) => programme);
  return ofProgrammes(held.includes('*') ? '*' : new Set(held), 'row.programme_id');
}

const maySee = (viewer: Viewer): string => `${isOwn(viewer)}
  or row.state = 'APPROVED' and ${readsRow(viewer, 'PLAN')}
  or row.state <> 'DRAFT' and (${steers(viewer)})
  or row.state = 'SUBMITTED' and ${evaluates(viewer)}`;

/** As `peopleReached`: a small number, or one of whoever reads no figures, is for those inside alone. */
const isTold = (viewer: Viewer): string =>
  `(${isOwn(viewer)} or ${steers(viewer)}
    or ${readsRow(viewer, 'FIGURES')} and coalesce(row.people_reached >= ${FEWEST_TOLD}, true))`;

const narrative: TableColumn[] = inLanguages('narrative', 'What was done').map((column) => [
  column,
  `row.narrative->>'${column.name.slice(-2)}'`,
]);

export const updates = tableDataset({
  name: 'updates',
  table: 'progress_update',
  joins: `join action on action.id = row.action_id join reporting_period period on period.id = row.period_id`,
  names: KNOWN,
  orderedBy: 'id',
  isReadable: maySee,
  columns: [
    [must('action', 'code', 'Code of the action; the data set `actions` describes it.'), 'action.code'],
    [must('period', 'code', 'Code of the reporting period.'), 'period.code'],
    [must('period_start', 'date', 'First day of the period.'), 'period.starts_on'],
    [must('period_end', 'date', 'Last day of the period.'), 'period.ends_on'],
    [must('organisation_id', 'id', 'Identifier of the organisation that reports.'), 'row.organisation_id'],
    [
      must('state', 'word', 'How it stands: what is not APPROVED is provisional.', PROGRESS_STATE),
      'row.state',
    ],
    [
      may(
        'reported_status',
        'word',
        'How the action stands, as reported; empty while nobody said.',
        ACTION_STATUS,
      ),
      'row.reported_status',
    ],
    [
      {
        ...may('completion_percent', 'integer', 'How much is done; empty when nobody said.'),
        unit: 'percent',
      },
      'row.completion_percent',
    ],
    [
      may('completion_method', 'word', 'How that was found; empty without it.', COMPLETION_METHOD),
      'row.completion_method',
    ],
    ...narrative,
    [
      {
        ...may(
          'people_reached',
          'integer',
          'People reached in the period; empty when not known or withheld.',
        ),
        unit: 'persons',
      },
      (viewer) => `case when ${isTold(viewer)} then row.people_reached end`,
    ],
    [
      may(
        'people_reached_reason',
        'word',
        'Why there is no number; empty when there is one.',
        MISSING_REASON,
      ),
      (viewer) =>
        `case when not ${isTold(viewer)} then 'SUPPRESSED' when row.people_reached is null then coalesce(row.people_reached_reason, 'NOT_MEASURED') end`,
    ],
    [
      may('reach_basis', 'word', 'What is counted; empty when there is no number.', REACH_BASIS),
      'row.reach_basis',
    ],
    [
      may('submitted_on', 'date', 'When it was last submitted; empty when it never was.'),
      `(row.submitted_at at time zone 'UTC')::date`,
    ],
    [
      may('decided_on', 'date', 'When it was returned or fully approved; empty while it was not.'),
      `case when row.state <> 'SUBMITTED' then (row.decided_at at time zone 'UTC')::date end`,
    ],
  ],
  filters: {
    programme: programmes('row.programme_id', `${KNOWN} known`),
    action: codes('Actions', (found) => `action.code = any (${found})`),
    period: codes('Reporting periods', (found) => `period.code = any (${found})`),
    state: words('States', PROGRESS_STATE, (found) => `row.state = any (${found})`),
    from: since('Periods that begin on this day or later.', 'period.starts_on'),
    to: until('Periods that end on this day or before.', 'period.ends_on'),
  },
});
