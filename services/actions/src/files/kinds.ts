import { code, integer, localized, may, must, oneOf, ref } from '@kapstok/kit';
import { BASIS } from '@kapstok/schema';

export const count = integer({ from: 0, to: 100_000_000 });
export const position = integer({ from: 1, to: 1000 });
export const source = may(ref('sources.csv', ['source']), 'Where it comes from.');
export const title = must(localized, 'Title, in the words of the city.');

export const own = (table: string, name: string, about: string) =>
  ({ name, about, table, scope: 'programme', key: ['code'] }) as const;

export const ownCode = must(code, 'Code, unique in this file.');
export const ofAction = must(ref('actions.csv', ['action']), 'The action it belongs to.');
export const basis = must(oneOf(BASIS), 'Whether a source says so.');
