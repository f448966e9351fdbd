import type { SubgraphDefinition } from '../subgraph.ts';
import type { CsvFile } from './csv-file.ts';

const SCOPE = {
  root: 'exactly one row',
  programme: 'rows belong to the programme; a row that is no longer in the file is removed',
  shared: 'rows are shared between programmes that list them',
  frozen: 'shared, and never changed once loaded',
} as const satisfies Record<CsvFile['scope'], string>;

/** The tables of the format's README, in Markdown: every file and column with its kind and meaning. */
export function formatTables(services: readonly SubgraphDefinition[]): string {
  const files = new Map(services.flatMap((service) => service.files.map((file) => [file.name, file])));
  return [...files.values()].map(fileSection).join('\n');
}

function fileSection(file: CsvFile): string {
  const rows = Object.entries(file.columns).map(([name, column]) => {
    const headers = column.headers(name).map((header) => `\`${header}\``);
    const shown = headers.length > 2 ? `${headers[0]} … ${headers.at(-1)}` : headers.join(', ');
    return `| ${shown} | ${column.shape} | ${column.required ? 'yes' : ''} | ${column.about} |`;
  });
  const key = file.key.map((name) => `\`${name}\``).join(' + ');
  return [
    `### \`${file.name}\``,
    '',
    `${file.about} Key: ${key}; ${SCOPE[file.scope]}.${file.isRequired ? ' Must be there.' : ''}`,
    '',
    '| column | content | must be filled | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
