import type { Row } from './row.ts';

/** The made-up city and its neighbours have codes that Statbel gives to nobody. */
export const CITY = '99001';
export const REGION = '02000';
export const COUNTRY = '01000';
export const NEIGHBOURS = ['99002', '99003', '99004', '99005'] as const;
export const SECTORS = [
  { nis: '99011', nl: 'Noord', fr: 'Nord', en: 'North' },
  { nis: '99012', nl: 'Zuid', fr: 'Sud', en: 'South' },
  { nis: '99013', nl: 'Station', fr: 'Gare', en: 'Station' },
  { nis: '99014', nl: 'Haven', fr: 'Port', en: 'Harbour' },
  { nis: '99015', nl: 'Binnenstad', fr: 'Centre', en: 'Centre' },
] as const;

const PLACES: readonly (readonly [nis: string, name: string, level: string, parent?: string])[] = [
  // The real country and region, written as in the other shipped programmes: rows of places are shared.
  [COUNTRY, 'België', 'COUNTRY'],
  [REGION, 'Vlaams Gewest', 'REGION', COUNTRY],
  ['99900', 'Voorbeeldprovincie (fictief)', 'PROVINCE', REGION],
  ['99901', 'Arrondissement Voorbeeldstad (fictief)', 'DISTRICT', '99900'],
  [CITY, 'Voorbeeldstad (fictief)', 'MUNICIPALITY', '99901'],
  ['99002', 'Voorbeeldegem (fictief)', 'MUNICIPALITY', '99901'],
  ['99003', 'Voorbeeldhove (fictief)', 'MUNICIPALITY', '99901'],
  ['99004', 'Voorbeeldrode (fictief)', 'MUNICIPALITY', '99901'],
  ['99005', 'Voorbeeldbeke (fictief)', 'MUNICIPALITY', '99901'],
  ...SECTORS.map(({ nis, nl }) => [nis, `Voorbeeldstad-${nl} (fictief)`, 'SECTOR', CITY] as const),
];

export function* placeRows(): Generator<Row> {
  for (const [nis_code, name, level, parent] of PLACES) yield { nis_code, name, level, parent };
  yield {
    nis_code: '99006',
    name: 'Voorbeeldakker (fictief)',
    level: 'MUNICIPALITY',
    parent: '99901',
    valid_from: '1977-01-01',
    valid_to: '2018-12-31',
  };
}
