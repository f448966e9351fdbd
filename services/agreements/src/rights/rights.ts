import { type KitContext, organisationsOf, programmesOf, reads, speaks } from '@kapstok/kit';
import { type Programmes, spokenFor, type Viewer } from '@kapstok/schema';
import type { Agreement } from '../agreement/agreement.ts';

/**
 * What a viewer reads, for the conditions of statements: what a list counts and what a sum adds up is decided there. The
 * policies of the tables say the same a second time.
 */
export interface Rights {
  readonly plan: Programmes;
  readonly money: Programmes;
  readonly drafts: Programmes;
  /** For which organisations the viewer speaks, where, and the agreements to which one of them is party there. */
  readonly organisations: readonly string[];
  readonly spoken: readonly string[];
  readonly agreements: readonly string[];
}

export async function rightsOf({ viewer, own }: KitContext): Promise<Rights> {
  return {
    plan: programmesOf(viewer, 'PLAN'),
    money: programmesOf(viewer, 'MONEY'),
    drafts: programmesOf(viewer, 'DRAFTS'),
    organisations: organisationsOf(viewer),
    spoken: spokenFor(viewer),
    agreements: speaks(viewer) ? [...(await own())] : [],
  };
}

type Row = Pick<Agreement, 'id' | 'programmeId' | 'status'>;

/** Whether an agreement is for the viewer: by the money of its programme, a draft by the drafts too, or as an own one. */
export function readsAgreement(row: Row, { viewer, own }: KitContext): boolean | Promise<boolean> {
  const isOpen = row.status !== 'DRAFT' || reads(viewer, 'DRAFTS', row.programmeId);
  if (isOpen && reads(viewer, 'MONEY', row.programmeId)) return true;
  return speaks(viewer) && own().then((ids) => ids.has(row.id));
}

/** Whether a viewer reads drafts and money of a programme: whatever belongs to its agreements, signed or not. */
export const readsDrafts = (viewer: Viewer, programmeId: string): boolean =>
  reads(viewer, 'MONEY', programmeId) && reads(viewer, 'DRAFTS', programmeId);
