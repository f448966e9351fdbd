import type { BulkSession } from '../bulk/bulk-session.ts';

/** How far the data had come of which a file was made. */
export interface Release {
  /** Names it: two files with the same show the same data. */
  readonly id: string;
  /** Number of the last change in the audit trail of the service, and of its last import; 0 before the first. */
  readonly audit: number;
  readonly outbox: number;
  /** When that was; null when nothing was ever changed. */
  readonly at: string | null;
}

/** Read in the snapshot of the data themselves. */
export async function readRelease(session: Pick<BulkSession, 'query'>): Promise<Release> {
  const { rows } = await session.query<{ audit: string; outbox: string; at: Date | string | null }>(
    'select audit::text, outbox::text, at from data_position()',
  );
  const { audit = '0', outbox = '0', at = null } = rows[0] ?? {};
  return {
    id: `${audit}.${outbox}`,
    audit: Number(audit),
    outbox: Number(outbox),
    at: at === null ? null : new Date(at).toISOString(),
  };
}
