import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PAGE_SIZE, SLUG } from './settings.ts';

const SOURCES = path.resolve(import.meta.dirname, '..');

/** One question as it is sent. The operation's name tells the server without GraphQL what is asked. */
export interface Question {
  readonly name: string;
  readonly body: string;
}

function question(name: string, file: string, operationName: string, variables: object): Question {
  const query = readFileSync(path.join(SOURCES, file), 'utf8');
  return { name, body: JSON.stringify({ query, operationName, variables: { slug: SLUG, ...variables } }) };
}

export const readQuestions = (): readonly Question[] => [
  question('overview', '../questions/1-director-overview.graphql', 'DirectorOverview', {}),
  question(`${PAGE_SIZE} actions`, 'page-of-actions.graphql', 'PageOfActions', { first: PAGE_SIZE }),
];
