import type { ImportOutcome, UpdateImportState, Viewer } from '@kapstok/schema';

/** A file of progress updates that somebody sent to be imported. */
export interface UpdateImport {
  readonly id: string;
  readonly programmeId: string;
  /** Only rows of this period are taken; null: of any. */
  readonly periodId: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** SHA-256 of its text, in hex. */
  readonly fileHash: string;
  readonly rowCount: number;
  readonly isDryRun: boolean;
  /** Whether what is saved is submitted too. */
  readonly isSubmitting: boolean;
  readonly state: UpdateImportState;
  readonly failure: string | null;
  readonly endedAt: Date | null;
}

/** With whose rights an import works: those of who asked, as they were then. */
export type Asker = Pick<Viewer, 'roles' | 'languages' | 'correlationId'>;

/** An import as the hub carries it out. */
export interface UpdateImportJob extends UpdateImport {
  readonly asker: Asker;
  readonly csv: string;
}

/** What is wrong with a line, in a column or, where that is null, as a whole. */
export interface RowProblem {
  readonly column: string | null;
  readonly message: string;
}

/** What became of a line. */
export interface RowResult {
  readonly line: number;
  readonly outcome: ImportOutcome;
  readonly updateId: string | null;
  /** Columns that differ from what was there. */
  readonly changed: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** The same as it is kept. */
export interface UpdateImportRow extends RowResult {
  readonly id: string;
  readonly importId: string;
  readonly programmeId: string;
}

/** How many rows came to which end. */
export type OutcomeCounts = Readonly<Partial<Record<ImportOutcome, number>>>;
