import { CellError, type Kind } from '@kapstok/kit';

/**
 * The key of a row of another file, checked but kept as the text it is: for rows that this service names without
 * ever following them by id.
 */
export function keyIn(file: string, field: string): Kind {
  return {
    shape: `key of \`${file}\``,
    refersTo: file,
    headers: (name) => [name],
    fields: () => [{ name: field, type: 'text' }],
    read: (cells, find) => {
      if (find(file, cells) === undefined) throw new CellError(`is not in ${file}`);
      return [cells[0]];
    },
    write: ([key]) => [key == null ? '' : String(key)],
  };
}
