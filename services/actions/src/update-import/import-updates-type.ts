import { createHash } from 'node:crypto';
import { ChangeRefused, needRow, onlyFor } from '@kapstok/kit';
import type { Viewer } from '@kapstok/schema';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { PROGRESS_FILE } from './progress-file.ts';
import { readLines } from './read-lines.ts';
import { SHOWS_IMPORT } from './update-import-type.ts';

const LARGEST_BYTES = 180_000;
const MOST_ROWS = 5000;
/** Imports of one person that are not at their end. */
const MOST_WAITING = 5;

mutation({
  name: 'importProgressUpdates',
  description:
    'Takes a CSV file of progress updates, such as `progressUpdatesCsv` gives, and carries it out in the background: each line as `reportProgress` and `submitProgress` do, with the rights that you have now. What is refused stops no other line; a line that says what is there already has no effect. For who speaks for an organisation.',
  asks: 'The file, and what is to be done with it.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme of all its actions.' }),
    periodId: t.id({
      description: 'Only rows of this period are taken, others refused; of any when left out.',
    }),
    csv: t.string({
      required: true,
      description: `The text, ${MOST_ROWS} lines and ${LARGEST_BYTES} bytes at most; a request has 200000 bytes at most, quotes and line ends count twice in it. Columns: ${Object.keys(PROGRESS_FILE.columns).join(', ')}. Of what is reported a column may be left out: it stays as it was; an empty cell clears it.`,
    }),
    isDryRun: t.boolean({
      required: true,
      description: 'Whether it is only tried out: every line says what it would do, and nothing changes.',
    }),
    submit: t.boolean({
      required: true,
      description:
        'Whether to submit what is saved, and drafts that stay as they are; a line that lacks something is then refused.',
    }),
  }),
  objectType: 'UpdateImport',
  shows: SHOWS_IMPORT,
  async change({ programmeId: given, periodId: period, csv, isDryRun, submit }, context) {
    const { viewer, updateImports, programmes, now } = context;
    const { id: programmeId } = await needRow(given, 'programmeId', 'programme', programmes.byIds);
    onlyFor(
      viewer,
      ['PARTNER', 'ASSOCIATION'],
      programmeId,
      'Only who speaks for an organisation reports for it.',
    );
    const periodId = period == null ? null : await periodOf(period, programmeId, context);
    const rowCount = countLines(csv);
    await checkWaiting(context);
    const fileHash = createHash('sha256').update(csv).digest('hex');
    const id = await updateImports.ask({
      programmeId,
      periodId,
      askedBy: viewer.subject,
      asker: askerOf(viewer, programmeId),
      askedAt: now,
      fileHash,
      csv,
      rowCount,
      isDryRun,
      isSubmitting: submit,
    });
    const after = { fileHash, rowCount, isDryRun, isSubmitting: submit };
    return { objectId: id, audit: { what: 'PROGRESS_IMPORT_ASKED', programmeId, before: null, after } };
  },
});

/** The rights that every line is carried out with: those of now, and of this programme alone. */
const askerOf = ({ roles, languages, correlationId }: Viewer, programmeId: string) => ({
  roles: roles.filter(({ programme }) => programme === '*' || programme === programmeId),
  languages,
  correlationId,
});

async function periodOf(given: string, programmeId: string, { periods }: Context): Promise<string> {
  const period = await needRow(given, 'periodId', 'reporting period', periods.byIds);
  if (period.programmeId === programmeId) return period.id;
  throw new ChangeRefused('BAD_USER_INPUT', 'The period is of another programme.', { path: 'periodId' });
}

/** How many lines a text has; refuses what cannot be read as a file of progress updates. */
function countLines(csv: string): number {
  const refuse = (message: string) => new ChangeRefused('BAD_USER_INPUT', message, { path: 'csv' });
  const size = Buffer.byteLength(csv);
  if (size > LARGEST_BYTES)
    throw refuse(`The file has ${size} bytes; send it in parts of ${LARGEST_BYTES} at most.`);
  if (!csv.isWellFormed() || csv.includes('\0')) throw refuse('The file holds a character that is no text.');
  const { lines, wrong } = readLines(csv);
  if (wrong.length > 0) throw refuse(`The file: ${wrong.slice(0, 10).join('; ')}.`);
  if (lines.length === 0) throw refuse('The file has no line below its headers.');
  if (lines.length > MOST_ROWS)
    throw refuse(`The file has ${lines.length} lines; send it in parts of ${MOST_ROWS} at most.`);
  return lines.length;
}

async function checkWaiting({ viewer, updateImports }: Context): Promise<void> {
  const waiting = await updateImports.waiting(viewer.subject);
  if (waiting < MOST_WAITING) return;
  throw new ChangeRefused(
    'CONFLICT',
    `${waiting} files of yours are still being imported. Wait for one of them.`,
  );
}
