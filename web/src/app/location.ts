import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Where the reader is. */
export interface Place {
  readonly path: string;
  readonly search: URLSearchParams;
  /** Goes to an address of ours. */
  readonly go: (address: string, options?: { readonly isReplacing?: boolean }) => void;
}

export const PlaceContext = createContext<Place>({
  path: '/',
  search: new URLSearchParams(),
  go: () => undefined,
});

export const usePlace = (): Place => useContext(PlaceContext);

/** What may stand behind the `?`; null and '' leave it out. */
export type Parameters = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** An address with parameters, which keeps the language when the address of now names one. */
export function addressOf(path: string, parameters: Parameters, now: URLSearchParams): string {
  const search = new URLSearchParams();
  const language = now.get('lang');
  if (language !== null) search.set('lang', language);
  for (const [name, value] of Object.entries(parameters))
    for (const one of value === null || value === undefined ? [] : [value].flat())
      if (one !== '') search.append(name, one);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Makes addresses for links. */
export function useAddress(): (path: string, parameters?: Parameters) => string {
  const { search } = usePlace();
  return (path, parameters = {}) => addressOf(path, parameters, search);
}
