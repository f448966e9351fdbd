import type { ErrorCode } from './errors.ts';

/** What files of evidence may be. */
export const EVIDENCE_FILE = {
  largestBytes: 10_000_000,
  /** Ends of names by media type. */
  types: {
    'application/pdf': ['pdf'],
    'image/png': ['png'],
    'image/jpeg': ['jpg', 'jpeg'],
    'image/webp': ['webp'],
    'text/csv': ['csv'],
    'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  },
} as const;
export type EvidenceMediaType = keyof typeof EVIDENCE_FILE.types;

/** A file of evidence, without its bytes. */
export interface EvidenceFile {
  readonly id: string;
  /** Path on the hub from which it is downloaded; by it an update names it. */
  readonly url: string;
  readonly name: string;
  readonly mediaType: EvidenceMediaType;
  readonly sizeBytes: number;
  /** In hex. */
  readonly sha256: string;
}

/** A file that somebody sends for a progress update. */
export interface EvidenceUpload {
  readonly progressUpdateId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Why a file is neither taken nor given. */
export interface EvidenceRefused {
  readonly refusal: { readonly code: ErrorCode; readonly message: string };
}

/** What the gateway asks of the service that keeps evidence; the composition root hands it over. */
export interface EvidencePort {
  /** Keeps a file for an update that the viewer may write; the same file twice is one. */
  keep(
    viewerToken: string,
    upload: EvidenceUpload,
  ): Promise<{ readonly file: EvidenceFile } | EvidenceRefused>;
  /** A file that the viewer may read. NOT_FOUND also when it is not for them. */
  open(
    viewerToken: string,
    id: string,
  ): Promise<{ readonly file: EvidenceFile; readonly bytes: Uint8Array } | EvidenceRefused>;
}
