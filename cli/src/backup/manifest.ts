import { z } from 'zod';
import { Refusal } from '../refusal.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const schema = z.object({
  format: z.literal('kapstok backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Names of the migrations of each service, in order. */
  migrations: z.record(z.string(), z.array(z.string())),
  tables: z.array(
    z.object({
      schema: z.string(),
      table: z.string(),
      columns: z.array(z.string()).readonly(),
      rows: z.int().nonnegative(),
      sha256: hash,
    }),
  ),
  sequences: z.array(
    z.object({ schema: z.string(), sequence: z.string(), lastValue: z.string().nullable() }),
  ),
  /** Files of evidence, each named by its own hash. */
  evidence: z.array(hash),
});

/** What a backup holds, as its last entry says: with it every other one can be checked. */
export type Manifest = z.infer<typeof schema>;
export type TableEntry = Manifest['tables'][number];

export const MANIFEST = 'manifest.json';
export const entryOfTable = ({ schema: of, table }: Pick<TableEntry, 'schema' | 'table'>): string =>
  `tables/${of}/${table}.csv`;
export const entryOfEvidence = (sha256: string): string => `evidence/${sha256}`;

/** Reads it; refuses what is no manifest, or that of another version. */
export function readManifest(text: string, file: string): Manifest {
  const result = schema.safeParse(parsed(text));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new Refusal(
    `${file} is no backup that this release reads: in ${MANIFEST}, ${first?.path.join('.') || 'it'}: ${first?.message}.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
