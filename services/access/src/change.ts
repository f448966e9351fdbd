import type { Changed, ChangeRequest, ChangeResult } from '@kapstok/kit';
import type { Context } from './context.ts';

/** Carries out a change, after which nothing that the door remembers of people holds. */
export async function change(
  { changes, people }: Context,
  request: ChangeRequest,
  work: () => Promise<Changed>,
): Promise<ChangeResult> {
  try {
    return await changes.run(request, work);
  } finally {
    people.drop();
  }
}
