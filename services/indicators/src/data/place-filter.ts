import { type Filter, list } from '@kapstok/kit/data';
import { isNisCode } from '../place/place.ts';

export const places = (column: string): Filter =>
  list(
    'Places, by NIS code.',
    'NIS codes of five digits, such as 34022',
    isNisCode,
    (nisCodes) => `${column} in (select id from place where nis_code = any (${nisCodes}))`,
  );
