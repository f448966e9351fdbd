import { type AccessWorld, DIRECTOR, openAccessWorld, type Payload } from './access-world.ts';
import type { Persona } from './tokens.ts';

/** A hub in which somebody defines indicators and records figures of them. */
export interface FiguresWorld extends AccessWorld {
  /** Defines an indicator, yearly numbers of persons unless said otherwise; its id. */
  define(more?: Record<string, unknown>): Promise<string>;
  /** Records the figure of a year in Kortrijk; the payload. */
  record(
    indicatorId: string,
    year: number,
    value: string | null,
    more?: Record<string, unknown>,
  ): Promise<Payload>;
  /** Asks about one indicator. */
  about(indicatorId: string, show: string, persona?: Persona): Promise<Payload>;
}

export const KORTRIJK = '34022';
export const SHOW_OBSERVATION =
  'observation { id code series figure { value reason numerator denominator unit } vintage vintagePrecision isBreak definitionVersion dimensions { name value } supersedes { id } } warnings { id code message path observation { id } }';

/** First and last day of a year. */
export const year = (y: number) => ({ periodStart: `${y}-01-01`, periodEnd: `${y}-12-31` });
/** What every indicator of these tests has, unless a test says otherwise. */
export const DEFINITION = {
  title: 'Mensen aan een adres geholpen',
  definition: 'Mensen zonder adres die dit jaar een referentieadres kregen.',
  level: 'OUTPUT',
  unit: 'PERSONS',
  direction: 'HIGHER_IS_BETTER',
  isCumulative: false,
  countBasis: 'UNIQUE',
  frequency: 'YEARLY',
};

export async function openFiguresWorld(): Promise<FiguresWorld> {
  const world = await openAccessWorld();
  const must = (payload: Payload): Payload => {
    if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
    return payload;
  };
  return {
    ...world,
    async define(more = {}) {
      const input = { programmeId: world.own, ...DEFINITION, ...more };
      return must(await world.change(DIRECTOR, 'defineIndicator', input, 'indicator { id }')).indicator.id;
    },
    record: (indicatorId, y, value, more = {}) =>
      world.change(
        DIRECTOR,
        'recordObservation',
        {
          ...{ indicatorId, nisCode: KORTRIJK, ...year(y), vintage: `${y + 1}-06-01`, sourceKey: 'K1' },
          ...(value === null ? { reason: 'NOT_PUBLISHED' } : { value }),
          ...more,
        },
        SHOW_OBSERVATION,
      ),
    async about(indicatorId, show, persona = DIRECTOR) {
      const { data, errors } = await world.askAs(
        persona,
        `query ($id: ID!) { indicator(id: $id) { ${show} } }`,
        { id: indicatorId },
      );
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data.indicator;
    },
  };
}
