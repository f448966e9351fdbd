const SWITCH = 'APOLLO_DISABLE_SECURITY_';

/** @apollo/gateway has environment switches that turn its protections off; a hub that finds one does not start. */
export function refuseSecuritySwitches(environment: Readonly<Record<string, string | undefined>>): void {
  const found = Object.keys(environment).filter((name) => name.startsWith(SWITCH));
  if (found.length === 0) return;
  throw new Error(`Kapstok does not start while ${found.join(', ')} is set; unset it.`);
}
