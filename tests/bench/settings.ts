import type { HubIdentity } from '@kapstok/cli/testing';
import type { ServiceName } from '@kapstok/schema';

/** What one server process is told at its start. */
export interface ServerSettings {
  readonly kind:
    | 'hub'
    | 'kept'
    | 'apollo'
    | 'sql'
    | 'mono'
    | 'service'
    | 'kept-service'
    | 'gateway'
    | 'stock-service'
    | 'stock-gateway';
  readonly identity: HubIdentity;
  /** The port to listen on; 0 takes a free one. */
  readonly port: number;
  /** Which service this is, for the two kinds that serve one. */
  readonly service?: ServiceName;
  /** Where the services are, for what runs apart. */
  readonly urls?: Readonly<Record<ServiceName, string>>;
}

/** What a server process says of itself, when it serves and when it is asked. */
export type ServerReport =
  | { readonly type: 'ready'; readonly url: string }
  | {
      readonly type: 'stats';
      readonly cpuMs: number;
      readonly residentBytes: number;
      readonly statements: number;
    };

/** A machine under load answers late; a deadline must not turn that into a failure. */
export const PATIENT = { subgraphMs: 60_000, requestMs: 60_000 };

/** A load is more than a person asks. */
export const RICH = { person: 1e12, organisation: 1e12, address: 1e12, inFlight: 64 };

export const HOST = '127.0.0.1';
export const SLUG = 'voorbeeldstad';
export const PAGE_SIZE = 50;
