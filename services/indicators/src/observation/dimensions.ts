/** One way in which a figure is broken down, such as `origin=non-belgian`. */
export interface Dimension {
  readonly name: string;
  readonly value: string;
}

const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const VALUE = /^[a-z0-9][a-z0-9.+-]{0,59}$/;

/** Whether a text can be the name of a dimension. */
export const isDimensionName = (text: string): boolean => NAME.test(text);
/** Whether a text can be a value of one. */
export const isDimensionValue = (text: string): boolean => VALUE.test(text);

/** The breakdown that a text names; null when the text is none. The empty text is the total. */
export function parseDimensions(text: string): Dimension[] | null {
  if (text === '') return [];
  const dimensions = text.split(';').map((part) => {
    const [name = '', value = '', ...rest] = part.split('=');
    return rest.length === 0 && isDimensionName(name) && isDimensionValue(value) ? { name, value } : null;
  });
  const found = dimensions.filter((dimension) => dimension !== null);
  const names = new Set(found.map(({ name }) => name));
  return found.length === dimensions.length && names.size === found.length ? found : null;
}

/** The one way in which a breakdown is written: names in order, so that equal breakdowns are equal texts. */
export function writeDimensions(dimensions: readonly Dimension[]): string {
  return [...dimensions]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => `${name}=${value}`)
    .join(';');
}
