import { isDimensionName, isDimensionValue } from '../observation/dimensions.ts';

/** One way in which figures may be broken down, as the definition declares it. */
export interface DeclaredDimension {
  readonly name: string;
  /** Its values, in their order: for a ladder from the lowest step up. */
  readonly values: readonly string[];
  /** Whether somebody can be in several of them, so that parts do not add up to the whole. */
  readonly isOverlapping: boolean;
}

/** What a text declares: `name=value,value`, or `name~=value,value` for groups that overlap; null when it is none. */
export function parseDeclared(text: string): DeclaredDimension[] | null {
  const found = text.split(';').map((part) => {
    const match = /^([^~=]+)(~?)=(.+)$/.exec(part);
    const [, name = '', tilde = '', list = ''] = match ?? [];
    const values = list.split(',');
    const isRight =
      isDimensionName(name) && values.every(isDimensionValue) && new Set(values).size === values.length;
    return isRight ? { name, values, isOverlapping: tilde === '~' } : null;
  });
  const all = found.filter((one) => one !== null);
  const names = new Set(all.map(({ name }) => name));
  return all.length === found.length && names.size === all.length ? all : null;
}

/** The one way in which they are written: names in order, values in theirs. */
export function writeDeclared(dimensions: readonly DeclaredDimension[]): string {
  return [...dimensions]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, values, isOverlapping }) => `${name}${isOverlapping ? '~' : ''}=${values.join(',')}`)
    .join(';');
}

/** What a definition declares; null: nothing, then any breakdown may be used. */
export const declaredBy = (definition: {
  readonly dimensions: string | null;
}): readonly DeclaredDimension[] | null =>
  definition.dimensions === null ? null : parseDeclared(definition.dimensions);
