import { CellError, code, type Kind, text } from '@kapstok/kit';
import { parseDimensions, writeDimensions } from '../observation/dimensions.ts';
import { isNisCode } from '../place/place.ts';

/** The code under which Statbel knows a place. */
export const nisCode: Kind = {
  ...code,
  shape: 'NIS code: five digits',
  read: ([cell = '']) => {
    if (!isNisCode(cell)) throw new CellError('is not a NIS code: five digits, such as 34022');
    return [cell];
  },
};

/** By what a figure is broken down. Empty is the total, and is kept as such: a total is not an unknown. */
export const dimensions: Kind = {
  ...text,
  shape: '`name=value;name=value`, names in alphabetical order; empty for the total',
  judgesEmpty: true,
  read: ([cell = '']) => {
    const found = parseDimensions(cell);
    if (found === null)
      throw new CellError(
        'is not a breakdown: name=value, several with ; between, each name once; lower-case letters, digits and -',
      );
    const written = writeDimensions(found);
    if (written !== cell) throw new CellError(`has its names out of order: write ${written}`);
    return [cell];
  },
};
