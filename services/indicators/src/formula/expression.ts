import type { Fraction } from './fraction.ts';

/** Values of an indicator: its total, or one part of a breakdown. */
export interface Reference {
  readonly kind: 'indicator';
  readonly code: string;
  /** As `writeDimensions` writes them; empty: the total. */
  readonly dimensions: string;
}

/** First and last day of a period. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** What a formula says, once it was read. */
export type Expression =
  | { readonly kind: 'number'; readonly value: Fraction }
  | Reference
  | { readonly kind: 'negative'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'share';
      readonly name: 'ratio' | 'percent';
      readonly part: Expression;
      readonly whole: Expression;
    }
  | { readonly kind: 'of'; readonly name: 'sum' | 'min' | 'max'; readonly parts: readonly Expression[] }
  | { readonly kind: 'previous'; readonly of: Expression }
  | { readonly kind: 'index'; readonly of: Expression; readonly base: Period }
  | {
      readonly kind: 'shareAtLeast';
      readonly code: string;
      readonly dimension: string;
      readonly least: number;
      /** The values of the dimension, each a number of items; null until the definition was looked up. */
      readonly values: readonly string[] | null;
    };

/** The expressions directly inside one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'negative':
    case 'previous':
    case 'index':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    case 'share':
      return [expression.part, expression.whole];
    case 'of':
      return expression.parts;
    default:
      return [];
  }
}

/** The codes of the indicators that a formula names, each once. */
export function codesIn(expression: Expression): string[] {
  const own = expression.kind === 'indicator' || expression.kind === 'shareAtLeast' ? [expression.code] : [];
  return [...new Set([...own, ...partsOf(expression).flatMap(codesIn)])];
}

/** How many expressions it is made of. */
export const sizeOf = (expression: Expression): number =>
  1 + partsOf(expression).reduce((sum, part) => sum + sizeOf(part), 0);
