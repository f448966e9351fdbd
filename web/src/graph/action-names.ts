import { useEffect, useState } from 'preact/hooks';
import { ActionNames } from '../generated/action-names.ts';
import type { Graph } from './graph.ts';
import { useGraph } from './hooks.ts';

export interface ActionName {
  readonly id: string;
  readonly title: string;
}

/** A plan with more actions than this is asked for in vain; its first ones can still be chosen. */
const MOST_PAGES = 20;

/** Every action of a plan by code and title, to choose from; empty until they came. */
export function useActionNames(slug: string): readonly ActionName[] {
  const graph = useGraph();
  const [names, setNames] = useState<readonly ActionName[]>([]);
  useEffect(() => {
    let isWanted = true;
    void readNames(graph, slug).then((found) => {
      if (isWanted) setNames(found);
    });
    return () => {
      isWanted = false;
    };
  }, [graph, slug]);
  return names;
}

async function readNames(graph: Graph, slug: string): Promise<readonly ActionName[]> {
  const names: ActionName[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data }: Awaited<ReturnType<typeof ask>> = await ask(graph, slug, after);
    const actions = data?.programme?.actions;
    if (!actions) break;
    names.push(...actions.nodes.map(({ id, code, title }) => ({ id, title: `${code} ${title}` })));
    if (!actions.pageInfo.hasNextPage) break;
    after = actions.pageInfo.endCursor;
  }
  return names;
}

const ask = (graph: Graph, slug: string, after: string | null) => graph.send(ActionNames, { slug, after });
