import type { Messages } from '../i18n/hooks.ts';
import type { Standing } from './session.ts';

interface Part {
  /** Its name in the address. */
  readonly name: string;
  readonly title: keyof Messages;
  readonly isFor: (viewer: Standing) => boolean;
}

const PARTS: readonly Part[] = [
  { name: 'plan', title: 'partPlan', isFor: () => true },
  { name: 'sources', title: 'partSources', isFor: () => true },
];

/** The parts of a plan that a reader has something to do in. */
export const partsFor = (viewer: Standing): readonly Part[] => PARTS.filter(({ isFor }) => isFor(viewer));
