import { CellError, type CsvFile, integer, type Kind, may, must, oneOf, text } from '@kapstok/kit';
import {
  ACTION_STATUS,
  COMPLETION_METHOD,
  EVIDENCE_CATEGORY,
  type EvidenceCategory,
  LANGUAGES,
  REACH_BASIS,
  RECORDED_REASONS,
  wordsOf,
} from '@kapstok/schema';
import type { Evidence } from '../update/update.ts';

const STATUSES = wordsOf(ACTION_STATUS).filter((status) => status !== 'UNKNOWN');
const CATEGORIES = wordsOf(EVIDENCE_CATEGORY);

/** Links one to a line: category, address, title. */
const links: Kind = {
  shape: 'lines of category, address and title, with a blank between',
  headers: (name) => [name],
  fields: (name) => [{ name, type: 'jsonb' }],
  read: ([cell = '']) => [
    cell
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readLink),
  ],
  write: ([value]) => [(value as readonly Evidence[]).map(writeLink).join('\n')],
};

function readLink(line: string): Evidence {
  const [, category = '', url = '', title = ''] = /^(\S+)\s+(\S+)\s*(.*)$/.exec(line.trim()) ?? [];
  if ((CATEGORIES as readonly string[]).includes(category) && url !== '')
    return { category: category as EvidenceCategory, url, title };
  throw new CellError(
    `has a line that is not category, address and title, such as "REPORT https://example.org Report"; a category is one of ${CATEGORIES.join(', ')}`,
  );
}

const writeLink = ({ category, url, title }: Evidence): string =>
  `${category} ${url} ${title.replace(/\s+/g, ' ')}`;

/** The columns that tell what is reported, in the order of the file. */
export const CONTENT_COLUMNS = [
  'reported_status',
  'completion_percent',
  'completion_method',
  'narrative',
  'narrative_language',
  'people_reached',
  'people_reached_reason',
  'reach_basis',
  'obstacles',
  'obstacles_language',
  'evidence',
] as const;
export type ContentColumn = (typeof CONTENT_COLUMNS)[number];

/** The file of progress updates that the hub writes and reads. */
export const PROGRESS_FILE: CsvFile = {
  name: 'progress-updates.csv',
  about: 'What organisations report of actions, one line for each action, period and organisation.',
  table: 'progress_update',
  scope: 'programme',
  key: ['action_code', 'organisation_id', 'period_code'],
  columns: {
    action_code: must(text, 'Code of the action.'),
    action_title: may(text, 'Title of the action, to read by; not imported.'),
    organisation_id: must(text, 'Id of the organisation that reports.'),
    period_code: must(text, 'Code of the reporting period.'),
    reported_status: may(oneOf(STATUSES), 'How the action stands.'),
    completion_percent: may(integer({ from: 0, to: 100 }), 'How much is done, in percent.'),
    completion_method: may(oneOf(COMPLETION_METHOD), 'How the percentage was found.'),
    narrative: may(text, 'What was done, 5000 characters at most.'),
    narrative_language: may(oneOf(LANGUAGES), 'Its language; empty: that of the programme.'),
    people_reached: may(integer({ from: 0, to: 10_000_000 }), 'How many people were reached.'),
    people_reached_reason: may(oneOf(RECORDED_REASONS), 'Why that is not known.'),
    reach_basis: may(oneOf(REACH_BASIS), 'What the number of people counts.'),
    obstacles: may(text, 'What stands in the way, 5000 characters at most.'),
    obstacles_language: may(oneOf(LANGUAGES), 'Its language; empty: that of the narrative.'),
    evidence: may(links, 'Links that show it, 20 at most.'),
    state: may(text, 'How the update stands; not imported.'),
    version: may(
      integer({ from: 1, to: 2147483647 }),
      'The version that was seen; empty: whatever version it has.',
    ),
  },
};

/** Cells of a line, by column; a column that the file lacks is absent. */
export type FileCells = Readonly<Partial<Record<string, string>>>;
