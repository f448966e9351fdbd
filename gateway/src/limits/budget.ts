import { type BUDGET, ownOrganisations, POINTS, PUBLIC_SUBJECT, type Viewer } from '@kapstok/schema';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { placeOf } from './address.ts';
import type { Refusal } from './refusal.ts';

/** What can be spent; tests lower it. */
export type Budget = { readonly [Name in keyof typeof BUDGET]: number };

/** Where the points of one request are written. */
export interface Account {
  /** Who is counted as one for what runs at the same time. */
  readonly key: string;
  /** What the request has cost so far. */
  readonly cost: number;
  /**
   * Takes the points, or refuses when somebody's budget has fewer left; then only the price of a refusal is taken. With
   * 0 it says whether anything is left.
   */
  charge(points: number): Promise<Refusal | null>;
  /** Takes the price of a request that was refused for another reason. */
  chargeRefused(): Promise<void>;
  /** What is left, as headers. */
  headers(): Promise<Record<string, string>>;
}

export interface Budgets {
  /** Of whoever asks; of the address when that is the public. */
  accountOf(viewer: Viewer, address: string): Account;
  /** Of an address, when nobody is known. */
  accountOfAddress(address: string): Account;
  /** Whether this is the first time in its hour that an account is refused for its budget: one entry in the trail is enough. */
  isFirstRefusal(account: Account): Promise<boolean>;
}

/** One budget, and whose share of it a request is taken from. */
interface Purse {
  readonly limiter: RateLimiterMemory;
  readonly key: string;
  readonly whose: string;
}

/** Budgets by the hour, in the memory of this process. */
export function createBudgets(budget: Budget): Budgets {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: budget.windowSeconds });
  const persons = limiter(budget.person);
  const organisations = limiter(budget.organisation);
  const addresses = limiter(budget.address);
  const refusals = limiter(1);
  const accountOfAddress = (address: string): Account => {
    const whose = 'your address, which more people may share (who signs in has more)';
    return new PurseAccount([{ limiter: addresses, key: placeOf(address), whose }]);
  };
  return {
    accountOfAddress,
    isFirstRefusal: async ({ key }) => (await refusals.penalty(key)).consumedPoints === 1,
    accountOf(viewer, address) {
      if (viewer.subject === PUBLIC_SUBJECT) return accountOfAddress(address);
      const own = ownOrganisations(viewer).map((key) => ({
        limiter: organisations,
        key,
        whose: 'your organisation',
      }));
      return new PurseAccount([{ limiter: persons, key: viewer.subject, whose: 'you' }, ...own]);
    },
  };
}

class PurseAccount implements Account {
  readonly #purses: readonly [Purse, ...Purse[]];
  cost = 0;

  constructor(purses: readonly [Purse, ...Purse[]]) {
    this.#purses = purses;
  }

  get key(): string {
    const [{ whose, key }] = this.#purses;
    return `${whose} ${key}`;
  }

  async charge(points: number): Promise<Refusal | null> {
    // Taken first and given back, so that questions that come at the same time cannot spend the same points.
    const left = await this.#take(points);
    const short = this.#purses.findIndex(({ limiter }, i) => (left[i]?.consumedPoints ?? 0) > limiter.points);
    const [purse, state] = [this.#purses[short], left[short]];
    if (purse === undefined || state === undefined) return null;
    await this.#take(-points);
    await this.chargeRefused();
    return spent(purse, state, points);
  }

  async chargeRefused(): Promise<void> {
    await this.#take(POINTS.refused);
  }

  async headers(): Promise<Record<string, string>> {
    const states = await Promise.all(
      this.#purses.map(async ({ limiter, key }) => stateOf(limiter, await limiter.get(key))),
    );
    // Of several budgets the one that ends first.
    const [{ limit, used, reset }] = states.sort((a, b) => a.limit - a.used - (b.limit - b.used)) as [
      (typeof states)[number],
    ];
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-cost': String(this.cost),
    };
  }

  #take(points: number): Promise<RateLimiterRes[]> {
    this.cost += points;
    return Promise.all(this.#purses.map(({ limiter, key }) => limiter.penalty(key, points)));
  }
}

/** `reset` in seconds since 1970, as GitHub has it. */
function stateOf(limiter: RateLimiterMemory, state: RateLimiterRes | null) {
  const untilReset = state?.msBeforeNext ?? limiter.duration * 1000;
  return {
    limit: limiter.points,
    used: state?.consumedPoints ?? 0,
    reset: Math.ceil((Date.now() + untilReset) / 1000),
  };
}

function spent({ limiter, whose }: Purse, state: RateLimiterRes, points: number): Refusal {
  const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  const left = Math.max(0, limiter.points - (state.consumedPoints - points));
  const costs = points === 0 ? '' : `This costs ${points} points; `;
  return {
    status: 429,
    code: 'RATE_LIMITED',
    message: `${costs}${left} of the ${limiter.points} points an hour are left for ${whose}. Try again in ${seconds} s, or ask for fewer rows.`,
    headers: { 'retry-after': String(seconds) },
  };
}
