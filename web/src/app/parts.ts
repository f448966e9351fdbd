import type { Messages } from '../i18n/hooks.ts';
import type { Standing } from './session.ts';

export interface Part {
  /** Its name in the address. */
  readonly name: string;
  readonly title: keyof Messages;
  readonly isFor: (viewer: Standing) => boolean;
}

const READS_FIGURES: Part['isFor'] = ({ has }) =>
  has('DIRECTOR', 'COORDINATOR', 'EVALUATOR', 'REVIEWER', 'SECRETARY');

/** Who hears people, or speaks for them. */
const HEARS: Part['isFor'] = ({ has }) => has('DIRECTOR', 'COORDINATOR', 'ASSOCIATION');

const PARTS: readonly Part[] = [
  { name: 'plan', title: 'partPlan', isFor: () => true },
  {
    name: 'work',
    title: 'partWork',
    isFor: ({ has }) => has('PARTNER', 'ASSOCIATION'),
  },
  { name: 'attention', title: 'partAttention', isFor: ({ has }) => has('DIRECTOR', 'COORDINATOR') },
  { name: 'approvals', title: 'partApprovals', isFor: ({ has }) => has('DIRECTOR', 'COORDINATOR') },
  { name: 'changes', title: 'partChanges', isFor: ({ has }) => has('DIRECTOR', 'COORDINATOR', 'EVALUATOR') },
  {
    name: 'periods',
    title: 'partPeriods',
    isFor: ({ has }) => has('DIRECTOR', 'COORDINATOR', 'PARTNER', 'ASSOCIATION'),
  },
  { name: 'upload', title: 'partUpload', isFor: ({ has }) => has('PARTNER', 'ASSOCIATION') },
  {
    name: 'claims',
    title: 'partClaims',
    isFor: ({ has }) => has('PARTNER', 'DIRECTOR', 'COORDINATOR'),
  },
  { name: 'tests', title: 'partTests', isFor: () => true },
  { name: 'dialogue', title: 'partDialogue', isFor: HEARS },
  { name: 'initiatives', title: 'partInitiatives', isFor: HEARS },
  { name: 'figures', title: 'partFigures', isFor: READS_FIGURES },
  { name: 'data', title: 'partData', isFor: READS_FIGURES },
  { name: 'sources', title: 'partSources', isFor: () => true },
];

/** The parts of a plan that a reader has something to do in. */
export const partsFor = (viewer: Standing): readonly Part[] => PARTS.filter(({ isFor }) => isFor(viewer));
