import type { Publishable } from '@kapstok/schema';

/** A kind of data of a programme that everybody may read from a day on. */
export interface Publication {
  readonly id: string;
  readonly programmeId: string;
  readonly kind: Publishable;
  readonly publishedOn: string;
  readonly note: string | null;
  readonly version: number;
}
