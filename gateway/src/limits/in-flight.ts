import type { Refusal } from './refusal.ts';

/** Counts what runs; one that got in gives its place back when it ends. */
export interface InFlight {
  /** The end of it, or the refusal when all places are taken. */
  enter(): (() => void) | Refusal;
  /** The same for one person among all. */
  enterAs(key: string): (() => void) | Refusal;
}

const BUSY: Refusal = {
  status: 503,
  code: 'OVERLOADED',
  message: 'The hub is busy. Try again in a second.',
  headers: { 'retry-after': '1' },
};

/** So many questions at a time, and of one person fewer: nobody alone fills the house. */
export function createInFlight(total: number, perPerson: number): InFlight {
  let running = 0;
  const persons = new Map<string, number>();
  return {
    enter() {
      if (running >= total) return BUSY;
      running += 1;
      return () => {
        running -= 1;
      };
    },
    enterAs(key) {
      const own = persons.get(key) ?? 0;
      if (own >= perPerson) return tooMany(perPerson);
      persons.set(key, own + 1);
      return () => {
        const left = (persons.get(key) ?? 1) - 1;
        if (left === 0) persons.delete(key);
        else persons.set(key, left);
      };
    },
  };
}

const tooMany = (perPerson: number): Refusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: `${perPerson} of your questions are being answered; the next can come when one of them has ended.`,
  headers: { 'retry-after': '1' },
});
