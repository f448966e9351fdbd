import type { Facts, Queryable, SubgraphDefinition } from '@kapstok/kit';

/** Accounts and roles are nobody else's business: the gateway asks for them by the identity port. */
export const describe = async (): Promise<Facts> => ({ actions: [] });

/** Keeps which programmes there are and which organisations each lists: roles are held in and for these. */
export const learn: SubgraphDefinition['learn'] = async (db, producer, programmeId, facts, actionId) => {
  // What is said of one action is nothing of these.
  if (actionId != null) return;
  if (producer === 'actions') await keepProgramme(db, programmeId, facts);
  if (producer === 'agreements') await keepOrganisations(db, programmeId, facts);
};

async function keepProgramme(db: Queryable, programmeId: string, { programme }: Facts): Promise<void> {
  await db.query('delete from known_programme where programme_id = $1', [programmeId]);
  if (programme === undefined) return;
  await db.query('insert into known_programme (programme_id, slug, domain_ids) values ($1, $2, $3::uuid[])', [
    programmeId,
    programme.slug,
    programme.domainIds ?? [],
  ]);
}

async function keepOrganisations(
  db: Queryable,
  programmeId: string,
  { organisations = [] }: Facts,
): Promise<void> {
  await db.query('delete from known_organisation where programme_id = $1', [programmeId]);
  await db.query(
    `insert into known_organisation (programme_id, organisation_id, code, enterprise_number)
     select $2, id, code, "enterpriseNumber"
     from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, "enterpriseNumber" text)`,
    [JSON.stringify(organisations), programmeId],
  );
}
