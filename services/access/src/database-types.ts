import type { Kysely } from 'kysely';
import type { DB } from './generated/kysely/types.ts';
import type { PrismaClient } from './generated/prisma/client.ts';

/** What the stores of this service read with: Prisma for rows, Kysely for pages and writes. */
export interface Tables {
  readonly prisma: PrismaClient;
  readonly sql: Kysely<DB>;
}
