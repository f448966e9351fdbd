import { sqlText } from '@kapstok/kit';
import type { Filter } from '@kapstok/kit/data';
import { isDimensionName, isDimensionValue } from '../observation/dimensions.ts';

const TOTAL = 'total';

/** `total`, or names with or without values: figures that are broken down by all of these. */
export const breakdownFilter = (column: string): Filter => ({
  about:
    'Figures that are broken down by all of these, whatever else they are broken down by; `total` for the undivided ones.',
  shape: '`total`, or name=value and names with ; between, such as origin=non-belgian;sex',
  isList: false,
  isValue: (value) => value === TOTAL || value.split(';').every(isPart),
  where: ([value = '']) =>
    value === TOTAL
      ? `${column} = ''`
      : value
          .split(';')
          .map((part) => {
            const wanted = part.includes('=') ? `;${part};` : `;${part}=`;
            return `strpos(';' || ${column} || ';', ${sqlText(wanted)}) > 0`;
          })
          .join(' and '),
});

function isPart(part: string): boolean {
  const [name = '', value, ...rest] = part.split('=');
  return rest.length === 0 && isDimensionName(name) && (value === undefined || isDimensionValue(value));
}
