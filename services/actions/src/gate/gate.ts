/** A gate that a director opened. */
export interface GateOverride {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly reason: string;
  readonly until: string | null;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  readonly version: number;
}

/** Whether an override stands on a day. */
export const standsOn = (today: string, { withdrawnAt, until }: GateOverride): boolean =>
  withdrawnAt === null && (until === null || until >= today);
