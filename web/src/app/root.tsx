import type { ComponentType } from 'preact';
import type { Graph } from '../graph/graph.ts';
import { GraphContext } from '../graph/hooks.ts';
import { type Speech, SpeechContext } from '../i18n/hooks.ts';
import { type Head, HeadContext } from '../ui/page.tsx';
import { App } from './app.tsx';
import { type Place, PlaceContext } from './location.ts';
import type { Found, PageProps } from './routes.ts';
import { type Session, SessionContext } from './session.ts';

/** All that a page needs around it, in the browser and on the server alike. */
export interface RootProps {
  readonly graph: Graph;
  readonly speech: Speech;
  readonly place: Place;
  readonly session: Session | null;
  readonly head: Head;
  readonly found: Found;
  readonly page: ComponentType<PageProps>;
}

export function Root({ graph, speech, place, session, head, found, page }: RootProps) {
  return (
    <GraphContext.Provider value={graph}>
      <SpeechContext.Provider value={speech}>
        <PlaceContext.Provider value={place}>
          <SessionContext.Provider value={session}>
            <HeadContext.Provider value={head}>
              <App found={found} page={page} />
            </HeadContext.Provider>
          </SessionContext.Provider>
        </PlaceContext.Provider>
      </SpeechContext.Provider>
    </GraphContext.Provider>
  );
}
