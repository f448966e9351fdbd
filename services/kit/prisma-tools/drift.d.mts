export interface DriftOptions {
  /** The service's schema; by default the name of its folder. */
  schema?: string;
}

/** The SQL that is missing for the migrations to build what schema.prisma describes; null when they do. */
export function checkDrift(serviceDirectory: string, options?: DriftOptions): Promise<string | null>;

/** Writes the missing SQL as a new migration and returns its file; null when nothing is missing. */
export function createMigration(
  serviceDirectory: string,
  name: string,
  options?: DriftOptions,
): Promise<string | null>;
