import { PAGE, YEAR } from '@kapstok/schema';
import { type GraphQLArgument, type GraphQLInputField, getNamedType, isInputObjectType } from 'graphql';
import { badInput } from './refusal.ts';

/** What an argument or input field of this name may be, wherever it stands. */
const RANGES: ReadonlyMap<string, { readonly from: number; readonly to: number }> = new Map([
  ['first', { from: PAGE.smallest, to: PAGE.largest }],
  ['year', { from: YEAR.first, to: YEAR.last }],
]);

/**
 * Refuses whole numbers outside their range, also inside inputs. Values come with variables and defaults filled in; `where` is
 * the text up to the name, such as `Query.programmes(`.
 */
export function checkRanges(
  inputs: readonly (GraphQLArgument | GraphQLInputField)[],
  values: Readonly<Record<string, unknown>>,
  where: string,
): void {
  for (const input of inputs) checkInput(input, values[input.name], `${where}${input.name}`);
}

function checkInput(input: GraphQLArgument | GraphQLInputField, value: unknown, where: string): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) checkInput(input, item, where);
    return;
  }
  const type = getNamedType(input.type);
  if (type.name === 'Int') checkNumber(input.name, value, where);
  else if (isInputObjectType(type)) {
    checkRanges(Object.values(type.getFields()), value as Record<string, unknown>, `${where}.`);
  }
}

function checkNumber(name: string, value: unknown, where: string): void {
  const range = RANGES.get(name);
  if (range === undefined || typeof value !== 'number') return;
  if (value >= range.from && value <= range.to) return;
  throw badInput(`${where}: ${value}) is out of range; ${name} can be ${range.from} to ${range.to}.`);
}
