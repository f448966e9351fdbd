import { dataOf } from '@kapstok/all';
import { DATA_SERVICES, type DataOptions } from '@kapstok/kit/data';
import type { DataPort, ServiceName } from '@kapstok/schema';

type DataService = keyof typeof dataOf;
const isDataService = (service: ServiceName): service is DataService => Object.hasOwn(dataOf, service);

/** The files of one service; null when it gives none. */
export const dataPort = (service: ServiceName, options: DataOptions): DataPort | null =>
  isDataService(service) ? dataOf[service](options) : null;

/** The files of every service that gives its data out, each opened once. */
export function dataPorts(
  optionsOf: (service: ServiceName) => DataOptions,
): (service: ServiceName) => DataPort {
  const ports = new Map(
    [...DATA_SERVICES].map((service) => [service, dataPort(service, optionsOf(service))]),
  );
  return (service) => {
    const port = ports.get(service);
    if (port === undefined || port === null) throw new Error(`The service ${service} gives no files.`);
    return port;
  };
}
