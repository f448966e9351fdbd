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
