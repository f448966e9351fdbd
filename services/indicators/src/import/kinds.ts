import { CellError, code, flag, type Kind, ref, text } from '@kapstok/kit';
import { parseDeclared, writeDeclared } from '../indicator/declared-dimensions.ts';
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

/** What is so of few rows: files that do not know the column need not have it. */
export const mark: Kind = {
  ...flag,
  shape: '`true`; empty where it is not so',
  judgesEmpty: true,
  read: ([cell = ''], find) => (cell === '' ? [false] : flag.read([cell], find)),
  write: ([value = '']) => [value === 'true' ? value : ''],
};

/** The version of an indicator's definition, named by its number; the indicator is the column before. */
export const versionOfIndicator: Kind = {
  ...ref('indicator-versions.csv', ['indicator', 'version']),
  read: (cells, find) => {
    const id = find('indicator-versions.csv', cells);
    if (id === undefined)
      throw new CellError('is not a version of that indicator in indicator-versions.csv', 1);
    return [id];
  },
};

/** By what figures of an indicator may be broken down. */
export const declaredDimensions: Kind = {
  ...text,
  shape: '`name=value,value;name~=value,value`, names in alphabetical order, `~=` for groups that overlap',
  read: ([cell = '']) => {
    const found = parseDeclared(cell);
    if (found === null)
      throw new CellError(
        'declares no breakdowns: name=value,value, several with ; between; lower-case letters, digits and -',
      );
    const written = writeDeclared(found);
    if (written !== cell) throw new CellError(`has its names out of order: write ${written}`);
    if (cell.length > 4000) throw new CellError('is longer than 4000 characters');
    return [cell];
  },
};
