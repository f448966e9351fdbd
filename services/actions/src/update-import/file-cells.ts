import { type LocalText, pickText, type Viewer } from '@kapstok/schema';
import { peopleReached } from '../update/people-reached.ts';
import type { ProgressUpdate } from '../update/update.ts';
import { isInside } from '../update/who.ts';
import { CONTENT_COLUMNS, type ContentColumn, type FileCells, PROGRESS_FILE } from './progress-file.ts';

type ContentCells = Readonly<Record<ContentColumn, string>>;

const EMPTY = Object.fromEntries(CONTENT_COLUMNS.map((name) => [name, ''])) as ContentCells;

/** What of an update a viewer may read, as cells; empty where nothing was reported or it is withheld. */
export function contentCells(update: ProgressUpdate | undefined, viewer: Viewer): ContentCells {
  if (update === undefined) return EMPTY;
  const isTold = isInside(viewer, update);
  const people = peopleReached(viewer, update);
  const isWithheld = people.reason === 'SUPPRESSED';
  const [evidence = ''] = PROGRESS_FILE.columns['evidence']?.write([update.evidence], () => undefined) ?? [];
  return {
    reported_status: update.reportedStatus ?? '',
    completion_percent: String(update.completionPercent ?? ''),
    completion_method: update.completionMethod ?? '',
    ...textCells('narrative', update.narrative),
    people_reached: isWithheld ? '' : String(update.peopleReached ?? ''),
    people_reached_reason: isWithheld ? '' : (update.peopleReachedReason ?? ''),
    reach_basis: update.reachBasis ?? '',
    ...textCells('obstacles', isTold ? update.obstacles : null),
    evidence,
  };
}

function textCells<Name extends 'narrative' | 'obstacles'>(name: Name, local: LocalText | null) {
  const { text, language } = local === null ? { text: '', language: '' } : pickText(local, []);
  return { [name]: text, [`${name}_language`]: text === '' ? '' : language } as Record<
    Name | `${Name}_language`,
    string
  >;
}

/** The columns in which a line says something else than what is there. A language alone says nothing. */
export function changedColumns(line: FileCells, now: ContentCells): ContentColumn[] {
  return CONTENT_COLUMNS.filter((name) => {
    const cell = line[name];
    if (cell === undefined || same(cell, now[name])) return false;
    const [, text] = /^(narrative|obstacles)_language$/.exec(name) ?? [];
    return text === undefined || (cell !== '' && (line[text] ?? '') !== '');
  });
}

/** Spreadsheets write line ends their own way. */
const same = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (cell: string): string => cell.replaceAll('\r\n', '\n').normalize('NFC').trim();
