import type { AuditEntry } from '@kapstok/kit';

/** What the audit trail says of somebody at the door. */
export const doorEntry = (what: string, accountId: string, correlationId: string): AuditEntry => ({
  subject: accountId,
  what,
  objectType: 'Account',
  objectId: accountId,
  programmeId: null,
  before: null,
  after: null,
  reason: null,
  correlationId,
});

/** An account that was made at first sight; of what it was seen, the door does not tell the request. */
export const accountMade = (accountId: string): AuditEntry =>
  doorEntry('ACCOUNT_MADE', accountId, 'first-sight');
