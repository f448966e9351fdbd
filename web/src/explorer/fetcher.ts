import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

/** Sends operations to this hub, in a language unless the headers editor names another. */
export function hubFetcher(acceptLanguage: string | null): Fetcher {
  return createGraphiQLFetcher({
    url: '/graphql',
    // The hub answers in one piece; without this, every request would also ask for a multipart answer.
    enableIncrementalDelivery: false,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      if (acceptLanguage !== null && !headers.has('Accept-Language')) {
        headers.set('Accept-Language', acceptLanguage);
      }
      return fetch(input, { ...init, headers });
    },
  });
}
