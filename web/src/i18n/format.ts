/** A sum as the graph gives it: a decimal text with a currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** `1.234.567 €`; of large sums no cents, since nobody plans in cents. */
export function money({ amount, currency }: Money, language: string): string {
  const isWhole = Math.abs(Number(amount)) >= 1000;
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    ...(isWhole ? { maximumFractionDigits: 0 } : {}),
  }).format(amount as never);
}

/** `1,2 mln. €`: where there is room for a glance only. Below a million nothing is left out but cents. */
export function shortMoney(sum: Money, language: string): string {
  if (Math.abs(Number(sum.amount)) < 1_000_000) return money(sum, language);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: sum.currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(Number(sum.amount));
}

/** A decimal text by the habit of the language. */
export const number = (value: string | number, language: string, digits = 2): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value as never);

export type Precision = 'DAY' | 'MONTH' | 'YEAR';

/** A day, or as much of it as is known. Days are no instants: without a fixed zone 1 January is December in the west. */
export function day(date: string, language: string, precision: Precision | null = 'DAY'): string {
  const parts = {
    YEAR: { year: 'numeric' },
    MONTH: { year: 'numeric', month: 'long' },
    DAY: { year: 'numeric', month: 'short', day: 'numeric' },
  } as const;
  const text = new Intl.DateTimeFormat(language, {
    ...parts[precision ?? 'DAY'],
    timeZone: 'UTC',
  }).format(Date.parse(date));
  // A day is one word: it does not break over two lines.
  return text.replaceAll(' ', '\u00a0');
}

/** From when to when, in months. */
export function term(from: string, to: string | null, language: string): string {
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  if (to === null) return format.format(Date.parse(from));
  return format.formatRange(Date.parse(from), Date.parse(to));
}

/** The time of the day, where the reader is. */
export const clock = (instant: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(instant);

/** A moment, where the reader is. */
export const moment = (instant: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant));
