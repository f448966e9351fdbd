import { mapBy, newId } from '@kapstok/kit';
import type { EvidenceMediaType } from '@kapstok/schema';
import type { Tables } from '../database-types.ts';
import type { ProgressUpdate } from '../update/update.ts';
import type { KeptFile } from './evidence-file.ts';

type NewFile = Omit<KeptFile, 'id' | 'programmeId' | 'actionId' | 'organisationId'>;

/** Files of evidence, without their bytes. */
export class EvidenceStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, KeptFile>> => {
    return mapBy(await this.#read({ id: { in: [...ids] } }), ({ id }) => id);
  };

  /** The files of who reports on an action. */
  ofReporter = ({ actionId, organisationId }: ProgressUpdate): Promise<KeptFile[]> =>
    this.#read({ actionId, organisationId });

  async #read(where: Record<string, unknown>): Promise<KeptFile[]> {
    const rows = await this.#tables.prisma.evidenceFile.findMany({ where });
    return rows.map((row) => ({ ...row, mediaType: row.mediaType as EvidenceMediaType }));
  }

  /** Keeps a file of who reports; its id, which the same content has already. */
  keep = async (
    { programmeId, actionId, organisationId }: ProgressUpdate,
    file: NewFile,
    uploadedBy: string,
  ): Promise<string> => {
    const { id } = await this.#tables.sql
      .insertInto('evidence_file')
      .values({
        id: newId(),
        programme_id: programmeId,
        action_id: actionId,
        organisation_id: organisationId,
        sha256: file.sha256,
        name: file.name,
        media_type: file.mediaType,
        size_bytes: file.sizeBytes,
        uploaded_by: uploadedBy,
        uploaded_at: file.uploadedAt,
      })
      .onConflict((conflict) =>
        // Sent anew: it is kept as long as what is new.
        conflict
          .columns(['action_id', 'organisation_id', 'sha256'])
          .doUpdateSet({ uploaded_at: file.uploadedAt }),
      )
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };
}
