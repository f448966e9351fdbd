import type { ClaimedRole, LocalText } from '@kapstok/schema';

/** A made-up person as whom anybody can look around in a demonstration. */
export interface DemoPersona {
  /** Lower-case letters and hyphens; the subject at the provider. */
  readonly id: string;
  readonly name: string;
  /** What they are, such as programme director. */
  readonly title: LocalText;
  /** What they do with the hub and what they may see, in a sentence or two. */
  readonly about: LocalText;
  readonly roles: readonly ClaimedRole[];
}
