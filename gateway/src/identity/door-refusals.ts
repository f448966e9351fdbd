import type { DoorRefusal, IdentityPort } from '@kapstok/schema';
import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from '../limits/address.ts';
import { NEVER, within } from '../within.ts';

/** Entries in the audit trail for one address and for all of them, per minute; the log has every refusal. */
const PER_ADDRESS = 5;
const IN_ALL = 60;
const WITHIN_MS = 2000;

/** Puts a refusal into the audit trail, unless its address, or everybody together, filled it enough this minute. */
export type RecordRefusal = (refusal: DoorRefusal, address: string) => Promise<void>;

export function createRefusalRecorder(port: IdentityPort, log: Logger): RecordRefusal {
  const perAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: 60 });
  const inAll = new RateLimiterMemory({ points: IN_ALL, duration: 60 });
  const isRoom = () => inAll.consume('all').then(yes, no);
  return async (refusal, address) => {
    if (!(await perAddress.consume(networkOf(address)).then(isRoom, no))) return;
    await within(WITHIN_MS, NEVER, () => port.recordRefusal(refusal)).catch((error: unknown) =>
      log.error({ err: error, correlationId: refusal.correlationId }, 'a refusal is not in the audit trail'),
    );
  };
}

const yes = () => true;
const no = () => false;
