import { DATASETS, type DataKind, type DatasetName, type Programmes, type Viewer } from '@kapstok/schema';
import { sqlTexts } from '../bulk/bulk-session.ts';
import { programmesOf } from '../rights.ts';
import { afterRow } from './after.ts';
import { type Column, inLanguages, may, must } from './column.ts';
import { type Dataset, limitOf, whereOf } from './dataset.ts';
import type { Filter } from './filter.ts';

/** A column with what it is in SQL, of the table `row` and what is joined to it; that may depend on who asks. */
export type TableColumn = readonly [Column, string | ((viewer: Viewer) => string)];

/** A data set that is a table of one service, each row of one programme. */
export interface TableDataset {
  readonly name: DatasetName;
  /** With its alias `row`, and what is joined to it. */
  readonly table: string;
  readonly joins?: string;
  /** The columns beside `id` and `programme`, which are the first two. */
  readonly columns: readonly TableColumn[];
  readonly filters: Readonly<Record<string, Filter>>;
  /** What makes the order whole, after the programme: `code`, or `id` where rows have no code. */
  readonly orderedBy: 'code' | 'id';
  /** Where the service keeps what people call programmes. */
  readonly names?: string;
  /** The condition that a row is for the viewer; row-level security says so a second time. */
  isReadable(viewer: Viewer): string;
}

/** The condition that a column names one of some programmes. */
export const ofProgrammes = (programmes: Programmes, column: string): string =>
  programmes === '*' ? 'true' : `${column} = any (${sqlTexts([...programmes])}::uuid[])`;

/** The condition that the viewer reads a kind of data of the programme of the row. */
export const readsRow = (viewer: Viewer, kind: DataKind): string =>
  ofProgrammes(programmesOf(viewer, kind), 'row.programme_id');

/** A date of which perhaps only month or year is known, as people write it. */
export const partialSql = (column: string): string =>
  `case ${column}_precision when 'YEAR' then to_char(${column}, 'YYYY') when 'MONTH' then to_char(${column}, 'YYYY-MM') else ${column}::text end`;

/** An amount as it is written, from the cents in which it is kept. */
export const amountSql = (cents: string): string => `trim_scale(${cents}::numeric / 100)`;

/** A text in the languages in which it is kept. */
export const localColumns = (name: string, about: string): TableColumn[] =>
  inLanguages(name, about).map((column) => [column, `row.${name}->>'${column.name.slice(-2)}'`]);

/** What every row of a programme folder has at its end. */
export const lastColumns: readonly TableColumn[] = [
  [must('is_synthetic', 'flag', 'Whether it is made up for demonstration.'), 'row.is_synthetic::text'],
  [
    may('note', 'text', 'Remark, for those who steer the programme; empty for everybody else.'),
    (viewer) => `case when ${readsRow(viewer, 'INTERNAL')} then row.note end`,
  ],
  [may('source', 'code', 'Key of the source in the programme; empty when none is stated.'), 'source.key'],
  [may('source_citation', 'text', 'Who published it, where and when; empty as above.'), 'source.citation'],
];

export function tableDataset(given: TableDataset): Dataset {
  const { name, table, joins = '', columns, orderedBy, names = 'programme_name', isReadable } = given;
  const [id, programme] = [
    must('id', 'id', 'Stable identifier of the row; `after` takes it to go on after this row.'),
    must('programme', 'code', 'The programme, by its name in addresses.'),
  ];
  const order = [
    { name: 'programme_id', type: 'uuid' },
    { name: orderedBy, type: orderedBy === 'id' ? 'uuid' : 'text' },
  ];
  const dataset: Dataset = {
    ...{ name, title: DATASETS[name].title, about: DATASETS[name].holds, filters: given.filters },
    columns: [id, programme, ...columns.map(([column]) => column)],
    async read(session, viewer, selection) {
      const after = await afterRow(session, selection, table, order);
      const where = whereOf(selection, given.filters, [`(${isReadable(viewer)})`, after]);
      const cells = columns.map(([, sql]) => (typeof sql === 'string' ? sql : sql(viewer)));
      return {
        select: `select row.id, name.slug, ${cells.join(', ')} from ${table} row
          left join ${names} name on name.programme_id = row.programme_id ${joins}
          where ${where} order by ${order.map((one) => `row.${one.name}`).join(', ')}${limitOf(selection)}`,
        cellsOf: (row) => [...row],
      };
    },
  };
  return dataset;
}
