import { CellError, integer, type Kind, may, money, must, ref, text } from '@kapstok/kit';
import { YEAR } from '@kapstok/schema';
import { isEnterpriseNumber } from '../enterprise-number.ts';

/** An amount that cannot be negative: what is planned or due. */
export const amount: Kind = {
  ...money,
  shape: `${money.shape}, not negative`,
  read: (cells, find) => {
    if (cells[0]?.startsWith('-')) throw new CellError('is negative; give the amount without a sign');
    return money.read(cells, find);
  },
};

/** A Belgian enterprise number with its check digits. */
export const enterpriseNumber: Kind = {
  ...text,
  shape: 'Belgian enterprise number: ten digits, check digits included',
  read: ([cell = '']) => {
    if (isEnterpriseNumber(cell)) return [cell];
    throw new CellError(
      /^[01]\d{9}$/.test(cell)
        ? 'is not an enterprise number: the last two digits must be 97 minus the remainder of the first eight divided by 97'
        : 'is not an enterprise number: ten digits without dots, beginning with 0 or 1',
    );
  },
};

/**
 * The source of a shared row, kept by its key. Programmes number their sources apart: an id would change hands with
 * every import of another programme that lists the same row.
 */
export const sourceKey: Kind = {
  ...ref('sources.csv', ['source']),
  fields: () => [{ name: 'source_key', type: 'text' }],
  read: (cells, find) => {
    if (find('sources.csv', cells) === undefined) throw new CellError('is not in sources.csv');
    return [cells[0]];
  },
  write: ([key]) => [key == null ? '' : String(key)],
};

export const year = integer({ from: YEAR.first, to: YEAR.last });

export const source = may(ref('sources.csv', ['source']), 'Where it comes from.');
export const ofAgreement = must(ref('agreements.csv', ['agreement']), 'The agreement it belongs to.');
export const organisation = (name: string) => ref('organisations.csv', [name]);
