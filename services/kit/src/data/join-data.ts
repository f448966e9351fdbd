import { DATASETS, type DataPort, datasetOf, type ServiceName } from '@kapstok/schema';

/** The files of several services as one: each address goes to the service that owns its data set. */
export function joinData(portOf: (service: ServiceName) => DataPort): DataPort {
  return (request, viewerToken, signal) => {
    const name = datasetOf(request.address);
    // Fact sheets, and what there is not: of that too one service says what there is.
    const service = name === null ? 'indicators' : DATASETS[name].service;
    return portOf(service)(request, viewerToken, signal);
  };
}

/** The services that give their data out as files. */
export const DATA_SERVICES: ReadonlySet<ServiceName> = new Set(
  Object.values(DATASETS).map(({ service }) => service),
);
