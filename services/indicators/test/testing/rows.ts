import { id, type Row } from './indicators-alone.ts';

/** Rows with what every row must have; a test gives what it is about. */
export const place = (number: number, more: Row = {}): Row => ({
  id: id('place', number),
  nis_code: String(90000 + number),
  name: `Place ${number}`,
  level: 'MUNICIPALITY',
  ...more,
});

/** An indicator with one version of its definition. */
export const indicator = (programme: string, number: number, more: Row = {}): Record<string, Row[]> => ({
  indicator: [
    {
      id: id('ind', number),
      programme_id: programme,
      code: `I${String(number).padStart(3, '0')}`,
      title: { en: `Indicator ${number}` },
      level: 'IMPACT',
      unit: 'PERCENT',
      direction: 'LOWER_IS_BETTER',
      is_cumulative: false,
      count_basis: 'NOT_APPLICABLE',
      frequency: 'YEARLY',
      ...more,
    },
  ],
  indicator_version: [version(programme, number, 1)],
});

export const version = (programme: string, number: number, no: number, more: Row = {}): Row => ({
  id: id('ver', 1000 * no + number),
  programme_id: programme,
  indicator_id: id('ind', number),
  version: no,
  definition: { en: `Definition ${no} of indicator ${number}` },
  ...more,
});

const year = (y: number) => ({ period_start: `${y}-01-01`, period_end: `${y}-12-31` });

let observations = 0;
/** The figure of a year, published the year after, at the first place. */
export const observation = (
  programme: string,
  number: number,
  y: number,
  value: string | null,
  more: Row = {},
): Row => {
  observations += 1;
  return {
    id: id('obs', observations),
    programme_id: programme,
    code: `O${observations}`,
    indicator_id: id('ind', number),
    version_id: id('ver', 1000 + number),
    place_id: id('place', 1),
    ...year(y),
    dimensions: '',
    series: 'main',
    value,
    value_reason: value === null ? 'NOT_PUBLISHED' : null,
    vintage: `${y + 1}-06-30`,
    vintage_precision: 'DAY',
    is_break: false,
    is_estimate: false,
    is_provisional: false,
    is_confidential: false,
    is_derived: false,
    is_structural_zero: false,
    source_id: id('src', 1),
    ...more,
  };
};

export const source = (programme: string): Row => ({
  id: id('src', 1),
  programme_id: programme,
  key: 'S1',
  citation: 'Somebody, somewhere',
});

export const baseline = (
  programme: string,
  number: number,
  y: number,
  value: string | null,
  at = 1,
): Row => ({
  id: id('base', 1000 * at + number),
  programme_id: programme,
  indicator_id: id('ind', number),
  place_id: id('place', at),
  ...year(y),
  value,
  value_reason: value === null ? 'NOT_MEASURED' : null,
});

export const target = (programme: string, number: number, y: number, value: string | null): Row => ({
  id: id('tgt', 10000 * number + y),
  programme_id: programme,
  code: `T${number}-${y}`,
  indicator_id: id('ind', number),
  place_id: id('place', 1),
  ...year(y),
  value,
  value_reason: value === null ? 'NOT_PUBLISHED' : null,
});

export const contribution = (
  programme: string,
  action: number,
  number: number,
  strength = 'UNKNOWN',
): Row => ({
  id: id('con', 1000 * action + number),
  programme_id: programme,
  action_id: id('act', action),
  indicator_id: id('ind', number),
  strength,
  basis: 'STATED',
});
