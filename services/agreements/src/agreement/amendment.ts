import type { AmendmentField } from '@kapstok/schema';

/** One thing that an amendment changed. */
export interface AmendmentChange {
  readonly agreementId: string;
  readonly number: number;
  readonly amendedOn: string;
  readonly field: AmendmentField;
  readonly valueBefore: string | null;
  readonly valueAfter: string | null;
  readonly reason: string | null;
}

/** What was changed on one occasion: a version of the agreement. */
export interface Amendment extends Pick<AmendmentChange, 'number' | 'amendedOn' | 'reason'> {
  readonly changes: readonly AmendmentChange[];
}

/** The amendments of one agreement from its changes, which come by number. */
export function toAmendments(changes: readonly AmendmentChange[]): Amendment[] {
  const byNumber = new Map<number, AmendmentChange[]>();
  for (const change of changes) byNumber.set(change.number, [...(byNumber.get(change.number) ?? []), change]);
  return [...byNumber.values()].flatMap((together) => {
    const [first] = together;
    return first === undefined
      ? []
      : [
          {
            number: first.number,
            amendedOn: first.amendedOn,
            reason: first.reason,
            changes: together,
          },
        ];
  });
}
