import type { Tables } from '../database-types.ts';

/** What is known here of programmes: a projection of what other services said. */
export class PlanStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Whether there is such a programme, and it is for whoever asks. */
  hasProgramme = async (id: string): Promise<boolean> => {
    const rows = await this.#tables.prisma.knownProgramme.findMany({ where: { programmeId: id } });
    return rows.length > 0;
  };

  hasDomain = async (programmeId: string, id: string): Promise<boolean> => {
    const where = { programmeId, domainIds: { has: id } };
    return (await this.#tables.prisma.knownProgramme.findMany({ where })).length > 0;
  };

  /** Whether a programme lists an organisation; null: any programme. */
  hasOrganisation = async (programmeId: string | null, id: string): Promise<boolean> => {
    const where = { organisationId: id, ...(programmeId === null ? {} : { programmeId }) };
    return (await this.#tables.prisma.knownOrganisation.findMany({ where, take: 1 })).length > 0;
  };
}
