import './telemetry-off.ts';

export type { DemoPersona } from './demo-provider/persona.ts';
export type { PlannerChoice } from './executing.ts';
export { createGateway, type Gateway } from './gateway.ts';
export { createHttpTransport, type HttpTransport } from './http-transport.ts';
export type { ClaimMapping } from './identity/claims.ts';
export type { OidcOptions } from './identity/provider.ts';
export type { Budget } from './limits/budget.ts';
export type { RequestLimits } from './limits/request-limits.ts';
export type {
  Deadlines,
  GatewayOptions,
  PageDrawer,
  Readiness,
  SubgraphAnswer,
  SubgraphCall,
  SubgraphRequest,
} from './options.ts';
