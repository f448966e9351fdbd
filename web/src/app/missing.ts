import type { Graph } from '../graph/graph.ts';

const PLACE = 'kapstok missing';

/** Since when parts of the hub were missing on the pages before this one; nothing where a browser keeps nothing. */
export function readMissing(): ReadonlyMap<string, Date> {
  try {
    const known = Object.entries(JSON.parse(sessionStorage.getItem(PLACE) ?? '{}') as object);
    return new Map(
      known
        .map(([part, at]) => [part, new Date(at)] as const)
        .filter(([, at]) => !Number.isNaN(at.getTime())),
    );
  } catch {
    return new Map();
  }
}

/** Keeps it for the next page. */
export function keepMissing(graph: Graph): void {
  const keep = () => {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(graph.missing)));
    } catch {
      // Then the next page says from when it noticed itself.
    }
  };
  keep();
  graph.listen(keep);
}
