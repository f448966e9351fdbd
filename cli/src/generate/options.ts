export interface CityOptions {
  readonly slug: string;
  /** Another seed is another city of the same size. */
  readonly seed: number;
  /** 1 is a full-size city of 200 actions; actions, partners, agreements, tests and indicators grow with it. */
  readonly scale: number;
}

/** How many of each a city of scale 1 has. */
export const SIZE = {
  /** In each of the ten domains: actions, and those that are parts of others. */
  mains: 14,
  parts: 6,
  organisations: 110,
  agreements: 140,
  tests: 90,
  sessions: 24,
  adjustments: 60,
  userParticipations: 80,
} as const;
