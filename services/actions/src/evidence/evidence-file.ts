import type { EvidenceFile } from '@kapstok/schema';

/** A file as it is kept: of one organisation and one action, for the updates of any period. */
export interface KeptFile extends Omit<EvidenceFile, 'url'> {
  readonly programmeId: string;
  readonly actionId: string;
  readonly organisationId: string;
  readonly uploadedAt: Date;
}

/** Where the bytes are kept, by their SHA-256 in hex. */
export interface FileStore {
  /** Whole or not at all; what is there already stays. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Does nothing when it is not there. */
  remove(sha256: string): Promise<void>;
}

export const urlOf = (id: string): string => `/evidence/${id}`;

/** The id of the file that a link of evidence names; null for a link that leads elsewhere. */
export const fileIdOf = (url: string): string | null =>
  /^\/evidence\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i.exec(url)?.[1]?.toLowerCase() ?? null;
