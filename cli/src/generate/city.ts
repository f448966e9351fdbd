import { type Action, planActions } from './actions.ts';
import { type Adjustment, planAdjustments } from './adjustments.ts';
import { type Agreement, planAgreements } from './agreements.ts';
import { planSessions, type Session } from './dialogue.ts';
import { type Indicator, planIndicators } from './indicators.ts';
import type { CityOptions } from './options.ts';
import { type Organisation, planOrganisations } from './organisations.ts';
import { type PovertyTest, planTests } from './tests.ts';

/** What rows of several files name; everything else is drawn while it is written. */
export interface City extends CityOptions {
  readonly sessions: readonly Session[];
  readonly organisations: readonly Organisation[];
  readonly actions: readonly Action[];
  readonly adjustments: readonly Adjustment[];
  readonly agreements: readonly Agreement[];
  readonly indicators: readonly Indicator[];
  readonly tests: readonly PovertyTest[];
}

export function planCity(options: CityOptions): City {
  const sessions = planSessions(options);
  const organisations = planOrganisations(options);
  const actions = planActions(options, sessions);
  const adjustments = planAdjustments(options, actions, sessions);
  const agreements = planAgreements(options, actions, organisations);
  const indicators = planIndicators(options);
  const tests = planTests(options, actions, agreements);
  return { ...options, sessions, organisations, actions, adjustments, agreements, indicators, tests };
}
