import type { ServiceName } from '@kapstok/schema';
import type pg from 'pg';
import type { SubgraphDefinition } from '../subgraph.ts';
import type { FindCells } from './columns.ts';
import { type CsvFile, headersOf } from './csv-file.ts';
import { cellWriter, columnOf, type ExportRow, fieldsIn, isById, keyHeaders } from './export-cells.ts';
import { checkNamed, type LeftOut, namedByText } from './export-named.ts';
import { listedRows } from './export-shared.ts';

/** A file and the service that keeps it. */
export interface KeptFile {
  readonly service: ServiceName;
  readonly file: CsvFile;
}

/** The rows of a file to which others point. */
export interface Keys {
  /** In the order of their key cells. */
  readonly ids: readonly string[];
  readonly cells: ReadonlyMap<string, readonly string[]>;
  has(cells: readonly string[]): boolean;
}

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

export interface ReaderOptions {
  /** Inside the export's transaction. */
  readonly client: pg.ClientBase;
  readonly services: readonly SubgraphDefinition[];
  readonly programmeId: string;
  /** Takes on the role of a service. */
  readonly become: (service: ServiceName) => Promise<void>;
}

/** Rows are fetched in pages: some files have more than fit into memory. */
const PAGE = 2000;

/** Reads the rows of a programme as cells, in canonical order. */
export class ExportReader {
  readonly #options: ReaderOptions;
  readonly #keys = new Map<string, Promise<Keys>>();
  /** All files; one that several services keep is there once for each. */
  readonly files: readonly KeptFile[];
  readonly leftOut: LeftOut[] = [];

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.files = options.services.flatMap(({ name, files }) =>
      files.map((file) => ({ service: name, file })),
    );
  }

  /** The rows of the file to which others point; read once. */
  keys(kept: KeptFile): Promise<Keys> {
    const at = `${kept.service}/${kept.file.name}`;
    const known = this.#keys.get(at) ?? this.#readKeys(kept);
    this.#keys.set(at, known);
    return known;
  }

  /** Pages of rows, each row its cells in the order of the headers. */
  async *pages(kept: KeptFile): AsyncGenerator<string[][]> {
    const { file, service } = kept;
    const { client, become } = this.#options;
    const names = Object.keys(file.columns);
    const targets = await this.#targetsOf(kept, names);
    const toCells = cellWriter(file, names, findIn(targets));
    const { text, values } = await this.#select(kept, names);
    const headers = headersOf(file);
    const named = namedByText(file, (name) => this.#keeper(name, service).file, targets);
    await become(service);
    await client.query(`declare exported no scroll cursor for ${text}`, values);
    for (;;) {
      const { rows } = await client.query<ExportRow>(`fetch ${PAGE} from exported`);
      if (rows.length === 0) break;
      yield rows.map((row) => {
        const cells = toCells(row);
        this.leftOut.push(...checkNamed(file, cells, named));
        return headers.map((header) => cells[header] ?? '');
      });
    }
    await client.query('close exported');
  }

  async #readKeys(kept: KeptFile): Promise<Keys> {
    const { file } = kept;
    const toCells = cellWriter(file, file.key, findIn(await this.#targetsOf(kept, file.key)));
    const rows = await this.#rows<ExportRow & { id: string }>(kept, await this.#select(kept, file.key));
    const cells = new Map(
      rows.map((row) => {
        const written = toCells(row);
        return [row.id, keyHeaders(file).map((header) => written[header] ?? '')];
      }),
    );
    const all = new Set([...cells.values()].map((one) => one.join('\0')));
    return { ids: [...cells.keys()], cells, has: (one) => all.has(one.join('\0')) };
  }

  /** The rows to which columns point, by file. Every service points to its own copy of a file, if it has one. */
  async #targetsOf({ file, service }: KeptFile, names: readonly string[]): Promise<Map<string, Keys>> {
    const targets = new Map<string, Keys>();
    for (const name of names) {
      const target = columnOf(file, name).refersTo;
      if (target !== undefined) targets.set(target, await this.keys(this.#keeper(target, service)));
    }
    return targets;
  }

  #keeper(name: string, from: ServiceName): KeptFile {
    const all = this.files.filter(({ file }) => file.name === name);
    const found = all.find(({ service }) => service === from) ?? all[0];
    if (found === undefined) throw new Error(`No service keeps ${name}.`);
    return found;
  }

  /**
   * Reads columns of all rows that the programme has in a file. Rows are in the order of their key cells by code point;
   * a cell that points elsewhere ranks as the row it points to.
   */
  async #select(kept: KeptFile, names: readonly string[]): Promise<Statement> {
    const { file, service } = kept;
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const joins: string[] = [];
    const order: string[] = [];
    for (const name of file.key) {
      const column = columnOf(file, name);
      for (const field of column.fields(name)) {
        if (!isById(column, name) || column.refersTo === undefined) {
          order.push(`t.${field.name}::text collate "C"`);
          continue;
        }
        const { ids } = await this.keys(this.#keeper(column.refersTo, service));
        const rank = `k${joins.length}`;
        const ranks = `unnest(${bind(ids)}::uuid[]) with ordinality as ${rank} (id, place)`;
        joins.push(`left join ${ranks} on ${rank}.id = t.${field.name}`);
        order.push(`${rank}.place`);
      }
    }
    const fields = fieldsIn(file, names).map(({ name, type }) =>
      type === 'jsonb' ? `t.${name}` : `t.${name}::text as ${name}`,
    );
    const text = `select t.id::text as id, ${fields.join(', ')} from ${file.table} t ${joins.join(' ')}
      where ${await this.#scope(kept, bind)} order by ${order.join(', ')}`;
    return { text, values };
  }

  async #scope(kept: KeptFile, bind: (value: unknown) => string): Promise<string> {
    const { file } = kept;
    const { programmeId } = this.#options;
    if (file.scope === 'root') return `t.id = ${bind(programmeId)}`;
    if (file.scope === 'programme') return `t.programme_id = ${bind(programmeId)}`;
    const rows = await this.#rows<{ id: string }>(kept, listedRows(file, programmeId));
    return `t.id = any (${bind(rows.map(({ id }) => id))}::uuid[])`;
  }

  async #rows<R extends pg.QueryResultRow>({ service }: KeptFile, { text, values }: Statement): Promise<R[]> {
    await this.#options.become(service);
    return (await this.#options.client.query<R>(text, values)).rows;
  }
}

const findIn =
  (targets: ReadonlyMap<string, Keys>): FindCells =>
  (file, id) =>
    targets.get(file)?.cells.get(id);
