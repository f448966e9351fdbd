import { ChangeRefused, idOf, needRow, notThere, onlyFor, type Queryable } from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import type { Context } from '../context.ts';
import type { Organisation } from '../organisation/organisation.ts';

/** A programme as this service knows it. */
export interface KnownProgramme {
  readonly id: string;
  readonly language: Language;
  readonly domainIds: readonly string[];
}

export async function needProgramme(db: Queryable, given: string): Promise<KnownProgramme> {
  const id = idOf(given, 'programmeId', 'programme');
  const { rows } = await db.query<KnownProgramme>(
    `select programme_id as id, language, domain_ids as "domainIds" from known_programme where programme_id = $1`,
    [id],
  );
  const [programme] = rows;
  if (programme === undefined) throw notThere('programmeId', 'programme');
  return programme;
}

export const onlyDirector = ({ viewer }: Context, programmeId: string): void =>
  onlyFor(viewer, ['DIRECTOR'], programmeId, 'Only the director of the programme changes this.');

/** An organisation that the programme lists. */
export async function needListed(
  { organisations }: Context,
  given: string,
  path: string,
  programmeId: string,
): Promise<Organisation> {
  const found = await needRow(given, path, 'organisation', organisations.byIds);
  if (found.programmeIds.includes(programmeId)) return found;
  const message = `The programme does not list ${found.name} (${found.code}); add it with addOrganisation.`;
  throw new ChangeRefused('CONFLICT', message, { path });
}

/** As `needListed`, where it may be left out: undefined stays, null clears. */
export const maybeListed = async (
  context: Context,
  given: string | null | undefined,
  path: string,
  programmeId: string,
): Promise<string | null | undefined> =>
  given == null ? given : (await needListed(context, given, path, programmeId)).id;

export interface KnownAction {
  readonly id: string;
  readonly programmeId: string;
  readonly domainId: string;
  readonly status: string;
}

/** An action of the plan; of this programme, where one is given. */
export async function needAction(
  db: Queryable,
  given: string,
  path: string,
  programmeId: string | null = null,
): Promise<KnownAction> {
  const id = idOf(given, path, 'action');
  const { rows } = await db.query<KnownAction>(
    `select action_id as id, programme_id as "programmeId", domain_id as "domainId", status from plan_action
     where action_id = $1 and ($2::uuid is null or programme_id = $2)`,
    [id, programmeId],
  );
  const [action] = rows;
  if (action === undefined) throw notThere(path, 'action in this programme');
  return action;
}

export const maybeAction = async (
  db: Queryable,
  given: string | null | undefined,
  path: string,
  programmeId: string,
): Promise<string | null | undefined> =>
  given == null ? given : (await needAction(db, given, path, programmeId)).id;

/** A domain of the programme. */
export function maybeDomain(
  given: string | null | undefined,
  path: string,
  { domainIds }: KnownProgramme,
): string | null | undefined {
  if (given == null) return given;
  const id = idOf(given, path, 'domain');
  if (!domainIds.includes(id)) throw notThere(path, 'domain in this programme');
  return id;
}

/** The day of something that happened: today when left out, and not one to come. */
export function pastDay(given: string | null | undefined, path: string, { today }: Context): string {
  if (given == null || given <= today) return given ?? today;
  throw new ChangeRefused('BAD_USER_INPUT', `${path} is a day that has come, ${today} at the latest.`, {
    path,
  });
}

/** A term that ends after it begins. */
export function checkTerm(from: string | null | undefined, until: string | null | undefined, path: string) {
  if (from == null || until == null || from <= until) return;
  throw new ChangeRefused('BAD_USER_INPUT', `The last day, ${until}, is before the first, ${from}.`, {
    path,
  });
}

/** A web address that a browser opens. */
export function urlOf(given: string | null | undefined, path: string): string | null | undefined {
  if (given == null) return given;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url !== null && ['http:', 'https:'].includes(url.protocol) && given.length <= 2000) return url.href;
  const message = `${path} is a web address that begins with https:// or http://.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path });
}
