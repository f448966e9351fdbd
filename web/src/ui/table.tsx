import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the right, below each other. */
  readonly isNumber?: boolean;
}

/**
 * A table that becomes a list of cards where the screen is narrow. The roles are written out, since browsers forget them
 * when the layout is no table's. The first column names the row.
 */
export function Table<Row>(props: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly isCaptionHidden?: boolean;
}) {
  const { caption, columns, rows, keyOf, isCaptionHidden = false } = props;
  const kind = ({ isNumber }: Column<Row>) => (isNumber === true ? 'right' : undefined);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: browsers drop the role where the style makes cards of the rows
    <table role="table" class="cards">
      <caption class={isCaptionHidden ? 'hidden' : undefined}>{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row">
          {columns.map((column) => (
            // biome-ignore lint/a11y/noRedundantRoles: as above
            <th key={column.head} role="columnheader" scope="col" class={kind(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <tbody role="rowgroup">
        {rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: as above
          <tr key={keyOf(row)} role="row">
            {columns.map((column, i) =>
              i === 0 ? (
                // biome-ignore lint/a11y/noRedundantRoles: as above
                <th key={column.head} role="rowheader" scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                // biome-ignore lint/a11y/noRedundantRoles: as above
                <td key={column.head} role="cell" class={kind(column)} data-head={column.head}>
                  <div>{column.cell(row)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
