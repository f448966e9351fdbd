import type { PlaceLevel } from '@kapstok/schema';

/** A place of which figures are published, or where actions happen. Shared by all programmes. */
export interface Place {
  readonly id: string;
  readonly nisCode: string;
  readonly name: string;
  readonly level: PlaceLevel;
  readonly parentId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Whether a text can be a NIS code at all; what cannot is nobody's, and never reaches SQL. */
export const isNisCode = (text: string): boolean => /^\d{5}$/.test(text);
