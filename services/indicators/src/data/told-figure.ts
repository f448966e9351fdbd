import type { BulkSession } from '@kapstok/kit';
import type { Viewer } from '@kapstok/schema';

/** A figure as a row keeps it; what is not known is empty. */
export interface KeptFigure {
  readonly observationId: string;
  readonly programmeId: string;
  readonly indicatorId: string;
  readonly value: string;
  readonly reason: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** What of it is told. */
export type ToldFigure = Pick<KeptFigure, 'value' | 'reason' | 'numerator' | 'denominator'>;

/** Says what of a figure its reader is told: SUPPRESSED and no number for one that is withheld. */
export type TellFigure = (figure: KeptFigure) => ToldFigure;

/**
 * The one door of figures into files and fact sheets. It is opened once for each, in the snapshot that the figures are
 * read from: what must be withheld so that no total gives it back hangs on other figures too. Nothing is withheld
 * yet: figures are for those who have a role.
 */
export async function openTelling(_session: BulkSession, _viewer: Viewer): Promise<TellFigure> {
  return (figure) => figure;
}

/** A figure that is withheld. */
export const SUPPRESSED: ToldFigure = { value: '', reason: 'SUPPRESSED', numerator: '', denominator: '' };
