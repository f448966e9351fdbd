import { readFile } from 'node:fs/promises';
import { subgraphs } from '@kapstok/all';
import { formatTables, printSubgraph } from '@kapstok/kit';
import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';

/** The root of the repository. */
export const ROOT = new URL('../../', import.meta.url);

const FORMAT_README = 'programmes/README.md';
const BEGIN = '<!-- columns: written by `npm run schema` -->';

/** A subgraph's address when nobody sets another: its name and a port, as in a compose file or a cluster. */
const addressOf = (index: number, name: string): string => `http://${name}:${4001 + index}/graphql`;

/** What every subgraph promises, in federation's SDL. */
export function printSubgraphs(): { name: string; sdl: string; url: string }[] {
  return subgraphs.map(({ name, schema }, index) => ({
    name,
    sdl: `${printSubgraph(schema)}\n`,
    url: addressOf(index, name),
  }));
}

/** The graph as clients see it: sorted, so that a difference is a change and not an order. */
export function printApi(supergraph: string): string {
  const api = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));
  return `${printSchema(lexicographicSortSchema(api))}\n`;
}

/**
 * The committed contract as the code would write it now: path below the root → content. Throws when the subgraphs
 * do not compose.
 */
export async function contractFiles(): Promise<Map<string, string>> {
  const printed = printSubgraphs();
  const composed = composeServices(
    printed.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (composed.supergraphSdl === undefined) {
    const errors = (composed.errors ?? []).map((error) => `  ${error.message}`);
    throw new Error(`The subgraphs do not compose:\n${errors.join('\n')}`);
  }
  const files = new Map(printed.map(({ name, sdl }) => [`schema/subgraphs/${name}.graphql`, sdl]));
  files.set('schema/supergraph.graphql', `${composed.supergraphSdl.trimEnd()}\n`);
  files.set('schema/api.graphql', printApi(composed.supergraphSdl));
  files.set(FORMAT_README, await formatReadme());
  return files;
}

/** The README of the CSV format: its prose stays, its tables are made from the files' own descriptions. */
async function formatReadme(): Promise<string> {
  const current = await readFile(new URL(FORMAT_README, ROOT), 'utf8');
  const [prose = ''] = current.split(BEGIN);
  return `${prose.trimEnd()}\n\n${BEGIN}\n\n${formatTables(subgraphs)}`;
}
