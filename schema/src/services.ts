/** The subgraphs, by the name that schema, roles and SDL files share. */
export const SERVICES = ['actions', 'agreements', 'reviews', 'indicators', 'access'] as const;
export type ServiceName = (typeof SERVICES)[number];
