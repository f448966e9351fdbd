import { type FigureValue, percentage } from '@kapstok/kit';
import type {
  AgreementKind,
  AgreementRole,
  AgreementStatus,
  CityRole,
  LocalText,
  ObligationKind,
  RecordedReason,
} from '@kapstok/schema';

/** What organisations promised each other, money included. */
export interface Agreement {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly kind: AgreementKind;
  readonly status: AgreementStatus;
  readonly signedOn: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly parentId: string | null;
  readonly documentUrl: string | null;
  readonly isSynthetic: boolean;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly contractValueCents: bigint | null;
  readonly contractCurrency: string | null;
  readonly cityRole: CityRole | null;
  readonly version: number;
}

/**
 * The statuses in which an agreement covers an action. One that ended does too: it covered the action for its term,
 * and a plan of the past is not reproached that its agreements are over. A draft binds nobody, one that was broken off
 * no longer.
 */
export const COVERING: readonly AgreementStatus[] = ['SIGNED', 'IN_FORCE', 'ENDED'];

/** An organisation's part in an agreement. */
export interface AgreementParty {
  readonly agreementId: string;
  readonly organisationId: string;
  readonly role: AgreementRole;
}

/** A task inside the scope of an agreement. */
export interface AgreementTask {
  readonly id: string;
  readonly agreementId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly isOptional: boolean;
}

/** Which share of an agreement is for an action. */
export interface Allocation {
  readonly agreementId: string;
  readonly actionId: string;
  readonly shareBasisPoints: number;
}

/** Something countable that was promised. */
export interface Obligation {
  readonly id: string;
  readonly agreementId: string;
  readonly code: string;
  readonly kind: ObligationKind;
  readonly title: LocalText;
  readonly dueValue: string | null;
  readonly dueValueReason: RecordedReason | null;
  readonly realisedValue: string | null;
  readonly realisedValueReason: RecordedReason | null;
  /** What is due and not realised, never below zero; null when either is not known. */
  readonly shortValue: string | null;
  readonly unit: string;
  readonly sourceId: string | null;
  readonly programmeId: string;
  /** The share of the value of the contract that is due, in hundredths of a percent; null when it is no such share. */
  readonly dueShareBasisPoints: number | null;
  readonly version: number;
}

/** What falls short of an obligation; without both numbers, the reason is that of the one that is missing. */
export function shortfall(obligation: Obligation): FigureValue {
  const { shortValue, dueValueReason, realisedValueReason, unit } = obligation;
  const reason = dueValueReason ?? realisedValueReason;
  return { value: shortValue, reason, unit };
}

/** Hundredths of a percent as a percentage with its parts. */
export function shareFigure(basisPoints: number): FigureValue {
  const value = (basisPoints / 100).toFixed(2);
  return { value, reason: null, numerator: String(basisPoints), denominator: '10000', unit: 'PERCENT' };
}

/** Who bears which share of a cost, with what it is divided into. */
export interface CostShare {
  readonly id: string;
  readonly agreementId: string;
  readonly code: string;
  readonly parentId: string | null;
  readonly bearer: LocalText;
  readonly organisationId: string | null;
  readonly shareNumerator: number;
  readonly shareDenominator: number;
  readonly sourceId: string | null;
}

/** A cost share in its tree. */
export interface CostShareNode extends CostShare {
  /** Its share of the whole cost as a fraction in lowest terms. */
  readonly ofWhole: Fraction;
  readonly parts: readonly CostShareNode[];
}

export type Fraction = readonly [numerator: bigint, denominator: bigint];

/** The cost shares of one agreement as a tree, in their order. */
export function costShareTree(shares: readonly CostShare[]): CostShareNode[] {
  const below = (parentId: string | null, whole: Fraction): CostShareNode[] =>
    shares
      .filter((share) => share.parentId === parentId)
      .map((share) => {
        const ofWhole = reduce([
          whole[0] * BigInt(share.shareNumerator),
          whole[1] * BigInt(share.shareDenominator),
        ]);
        return { ...share, ofWhole, parts: below(share.id, ofWhole) };
      });
  return below(null, [1n, 1n]);
}

function reduce([top, bottom]: Fraction): Fraction {
  let [a, b] = [top, bottom];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? [top, bottom] : [top / a, bottom / a];
}

/** A fraction as a percentage with both its parts. */
export const fractionFigure = ([top, bottom]: Fraction): FigureValue =>
  percentage(Number(top), Number(bottom));
