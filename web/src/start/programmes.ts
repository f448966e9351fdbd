import query from './programmes.graphql?raw';

/** One programme as the start page shows it; what did not arrive is null. */
export interface ProgrammeCard {
  slug: string | null;
  title: string | null;
  startsOn: string | null;
  endsOn: string | null;
  isFictional: boolean;
  /** Titles in the plan's own order; null when the part that knows them did not answer. */
  domains: string[] | null;
}

export type ProgrammesAnswer =
  | { kind: 'loaded'; programmes: ProgrammeCard[]; isPartial: boolean }
  | { kind: 'failed' };

const LONGEST_WAIT_MS = 15_000;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function readCard(node: Record<string, unknown>): ProgrammeCard {
  const domains = Array.isArray(node['domains']) ? node['domains'] : null;
  return {
    slug: textOrNull(node['slug']),
    title: textOrNull(node['title']),
    startsOn: textOrNull(node['startsOn']),
    endsOn: textOrNull(node['endsOn']),
    isFictional: node['isFictional'] === true,
    domains:
      domains
        ?.map((domain) => textOrNull(isRecord(domain) ? domain['title'] : null))
        .filter((t) => t !== null) ?? null,
  };
}

/** Reads an answer of which any part may be missing: a dead subgraph must not empty the page. */
export function readProgrammes(answer: unknown): ProgrammesAnswer {
  const data = isRecord(answer) ? answer['data'] : null;
  const list = isRecord(data) ? data['programmes'] : null;
  const nodes = isRecord(list) ? list['nodes'] : null;
  if (!isRecord(answer) || !Array.isArray(nodes)) return { kind: 'failed' };
  const programmes = nodes.filter(isRecord).map(readCard);
  const errors = Array.isArray(answer['errors']) ? answer['errors'] : [];
  return { kind: 'loaded', programmes, isPartial: errors.length > 0 || programmes.length < nodes.length };
}

/** Asks the hub, in a language, which programmes it holds. Never throws: the page has a text for failure. */
export async function fetchProgrammes(language: string): Promise<ProgrammesAnswer> {
  try {
    const first = await ask(language);
    // The session ended, and with this answer the browser forgot it: the next question is the public's.
    const response = first.status === 401 ? await ask(language) : first;
    // A refusal also carries JSON (`errors` without `data`), so the status adds nothing to what the body says.
    return readProgrammes(await response.json());
  } catch {
    return { kind: 'failed' };
  }
}

function ask(language: string): Promise<Response> {
  return fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
}
