import { ChangeRefused } from '@kapstok/kit';
import type { Context } from '../context.ts';

/** Refuses to commit money under an agreement that binds nobody: one in draft, or one that was broken off. */
export async function checkBinds(agreementId: string | null, { agreements }: Context): Promise<void> {
  const agreement =
    agreementId === null ? undefined : (await agreements.byIds([agreementId])).get(agreementId);
  if (agreement?.status !== 'DRAFT' && agreement?.status !== 'TERMINATED') return;
  const message = `Agreement ${agreement.code} is ${agreement.status}: it binds nobody, so no money is committed under it.`;
  throw new ChangeRefused('CONFLICT', message);
}
