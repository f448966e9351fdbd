import type { ServiceName } from './services.ts';

/**
 * A request below `/data`, as the gateway hands it on. It knows neither data sets nor formats: those are the service's
 * that owns the data.
 */
export interface DataRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** What follows `/data/`, with the query: `observations.csv?programme=kortrijk-2020`. */
  readonly address: string;
  /** Those of the client that DATA_HEADERS names. */
  readonly headers: Readonly<Record<string, string>>;
  /** What was sent, as it comes; null for what only reads. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The answer, whose body may be as long as the data. */
export interface DataReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array> | null;
}

/**
 * The way to the files of a service, in this process or over the wire; the composition root hands it over. It checks
 * the viewer itself. Stops working when the signal aborts. Throws when the service is not to be had.
 */
export type DataPort = (request: DataRequest, viewerToken: string, signal: AbortSignal) => Promise<DataReply>;

/** What the service hears of the client's headers. */
export const DATA_HEADERS = ['accept-encoding', 'accept-language', 'content-type', 'if-none-match'] as const;

/** The largest file that is taken back; larger ones are sent in parts. */
export const LARGEST_DATA_FILE_BYTES = 1_000_000_000;

/** A table that the hub gives out as files, by the service that owns its data. */
export interface DatasetEntry {
  readonly service: ServiceName;
  readonly title: string;
  readonly holds: string;
}

/** What there is below `/data`. Scripts live on the names: they stay. */
export const DATASETS = {
  observations: {
    service: 'indicators',
    title: 'Observations',
    holds:
      'Published figures of indicators, each with place, period, breakdown, source and vintage. A revision is a further vintage of the same cell; where publications differ on a cell, each is a series of its own.',
  },
  indicators: {
    service: 'indicators',
    title: 'Indicators',
    holds:
      'What each programme watches, one row for each version of a definition: figures under different versions do not compare.',
  },
  targets: {
    service: 'indicators',
    title: 'Targets',
    holds:
      'Figures that programmes want to see, each for a place and a period. Wanted, not observed: none is ever withheld.',
  },
  places: {
    service: 'indicators',
    title: 'Places',
    holds:
      'Countries, regions, provinces, districts, municipalities and neighbourhoods of which figures are published. Open to everybody.',
  },
  actions: {
    service: 'actions',
    title: 'Actions',
    holds: 'What the programmes do or plan, one row for each action as it stands now.',
  },
  updates: {
    service: 'actions',
    title: 'Progress updates',
    holds:
      'What organisations reported of their actions, one row for each report that you may read. Those that nobody approved yet are marked by their state.',
  },
  agreements: {
    service: 'agreements',
    title: 'Agreements',
    holds: 'What the city agreed with organisations, one row for each agreement as it stands now.',
  },
  'budget-lines': {
    service: 'agreements',
    title: 'Budget lines',
    holds: 'Costs and revenues as they were planned, one row for each line. Sums never mix currencies.',
  },
  transactions: {
    service: 'agreements',
    title: 'Transactions',
    holds: 'Money that was committed, paid or spent, one row for each time.',
  },
  'poverty-tests': {
    service: 'reviews',
    title: 'Poverty tests',
    holds: 'Tests of actions and agreements for what they do to people in poverty, one row for each.',
  },
} as const satisfies Readonly<Record<string, DatasetEntry>>;
export type DatasetName = keyof typeof DATASETS;

/** The data set of which an address below `/data` speaks; null when it is of none. */
export function datasetOf(address: string): DatasetName | null {
  const [name = ''] = address.split(/[.?/]/, 1);
  return Object.hasOwn(DATASETS, name) ? (name as DatasetName) : null;
}
