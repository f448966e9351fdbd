import {
  CHANGE_INPUT,
  ChangeRefused,
  lockRow,
  needRow,
  needText,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import { holdsRole } from '@kapstok/schema';
import { mutation } from '../builder.ts';
import { needListed, needProgramme, onlyDirector, pastDay, urlOf } from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { isEnterpriseNumber } from '../enterprise-number.ts';
import { takeLedger } from '../ledger/divide.ts';
import { OrganisationRef } from '../refs.ts';
import { codeIsTaken, listingsOf } from './listings.ts';
import type { Organisation } from './organisation.ts';
import { OrganisationKindEnum } from './organisation-type.ts';

const SHOWS = {
  field: 'organisation',
  type: OrganisationRef,
  description: 'The organisation as it stands now. Null when it is not for you.',
  load: (id: string, { loaders, organisations }: Context) =>
    loaders.load('organisation', null, id, organisations.byIds),
} as const;

const INPUT = {
  name: 'Name, as it writes it itself, 1 to 200 characters.',
  enterpriseNumber: 'Ten digits of the Belgian register of enterprises (KBO), check digits included.',
  isInternal: 'Whether it belongs to the city that runs the programme.',
  url: 'Web address, when it has one.',
  note: 'A remark for those who steer, at most 2000 characters.',
} as const;

mutation({
  name: 'addOrganisation',
  description:
    'Lets the programme list an organisation: one that the hub has with this KBO number, as it is, else a new one. For the director of the programme.',
  asks: 'Which organisation takes part.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that is to list it.' }),
    code: t.string({ description: 'Code, the same in every programme; left out: made from the name.' }),
    name: t.string({ required: true, description: INPUT.name }),
    enterpriseNumber: t.string({ description: INPUT.enterpriseNumber }),
    kind: t.field({ type: OrganisationKindEnum, required: true, description: 'What kind of organisation.' }),
    isInternal: t.boolean({ required: true, description: INPUT.isInternal }),
    parentId: t.id({ description: 'The organisation of which it is a part; listed by the programme.' }),
    url: t.string({ description: INPUT.url }),
    note: t.string({ description: INPUT.note }),
  }),
  objectType: 'Organisation',
  shows: SHOWS,
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    onlyDirector(context, programmeId);
    await takeLedger(db);
    const values = {
      name: needText(input.name, 'name', 200),
      enterprise_number: numberOf(input.enterpriseNumber) ?? null,
      kind: input.kind,
      is_internal: input.isInternal,
      parent_id:
        input.parentId == null
          ? null
          : (await needListed(context, input.parentId, 'parentId', programmeId)).id,
      url: urlOf(input.url, 'url') ?? null,
      is_synthetic: false,
      note: textOf(input.note, 'note', 2000),
    };
    const found = await byNumber(values.enterprise_number, context, db);
    if (found?.programmeIds.includes(programmeId))
      throw new ChangeRefused(
        'CONFLICT',
        `The programme lists it already, as ${found.name} (${found.code}).`,
        {
          path: 'enterpriseNumber',
          objectId: found.id,
        },
      );
    const code = found?.code ?? (await freeCodeOf(db, input.code, values.name));
    const id = found?.id ?? (await insertRow(db, 'organisation', { code, ...values }));
    await db.query(
      `insert into shared_listing (programme_id, table_name, row_id) values ($1, 'organisation', $2)`,
      [programmeId, id],
    );
    return {
      objectId: id,
      audit: {
        what: 'ORGANISATION_LISTED',
        programmeId,
        before: null,
        after: found === null ? { code, ...values } : { code, name: found.name },
      },
      tells: { programmeId, actionIds: 'ALL' },
    };
  },
});

mutation({
  name: 'updateOrganisation',
  description:
    'Changes what is known of an organisation, in every programme that lists it. For whoever directs all of these programmes.',
  asks: 'What is to change; what is left out stays, what is null is cleared.',
  input: (t) => ({
    organisationId: t.id({ required: true, description: 'The organisation that it is about.' }),
    name: t.string({ description: INPUT.name }),
    enterpriseNumber: t.string({ description: INPUT.enterpriseNumber }),
    kind: t.field({ type: OrganisationKindEnum, description: 'What kind of organisation.' }),
    isInternal: t.boolean({ description: INPUT.isInternal }),
    parentId: t.id({ description: 'The organisation of which it is a part.' }),
    url: t.string({ description: INPUT.url }),
    note: t.string({ description: INPUT.note }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Organisation',
  shows: SHOWS,
  async change(input, context, db) {
    const { byIds } = context.organisations;
    const { id } = await needRow(input.organisationId, 'organisationId', 'organisation', byIds);
    const programmes = await listingsOf(db, id);
    if (programmes.length === 0 || !programmes.every((one) => holdsRole(context.viewer, ['DIRECTOR'], one)))
      throw new ChangeRefused(
        'NOT_ALLOWED',
        'Only whoever directs every programme that lists the organisation changes it.',
      );
    await takeLedger(db);
    const before = await lockRow(db, 'organisation', { id, byIds }, input.expectedVersion);
    const number = numberOf(input.enterpriseNumber);
    await checkNumberIsFree(number, before, context, db);
    await updateRow(db, 'organisation', id, {
      name: input.name == null ? undefined : needText(input.name, 'name', 200),
      enterprise_number: number,
      kind: input.kind ?? undefined,
      is_internal: input.isInternal ?? undefined,
      parent_id:
        input.parentId == null ? input.parentId : await parentOf(input.parentId, before, context, db),
      url: urlOf(input.url, 'url'),
      note: input.note === undefined ? undefined : textOf(input.note, 'note', 2000),
    });
    const after = (await byIds([id])).get(id) ?? before;
    return {
      objectId: id,
      audit: { what: 'ORGANISATION_UPDATED', programmeId: null, before: shown(before), after: shown(after) },
      tells: programmes.map((programmeId) => ({ programmeId, actionIds: 'ALL' as const })),
    };
  },
});

const shown = ({ code, name, enterpriseNumber, kind, isInternal, parentId, url }: Organisation) => ({
  code,
  name,
  enterpriseNumber,
  kind,
  isInternal,
  parentId,
  url,
});

/** A KBO number without the dots that people write; undefined stays, null clears. */
function numberOf(given: string | null | undefined): string | null | undefined {
  if (given == null) return given;
  const digits = given.replaceAll(/[.\s]/g, '');
  if (isEnterpriseNumber(digits)) return digits;
  const message =
    'A KBO number has ten digits and begins with 0 or 1; the last two are 97 minus the remainder of the first eight divided by 97.';
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'enterpriseNumber' });
}

async function byNumber(
  number: string | null | undefined,
  { organisations }: Context,
  db: Queryable,
): Promise<Organisation | null> {
  if (number == null) return null;
  const { rows } = await db.query<{ id: string }>(
    'select id from organisation where enterprise_number = $1 order by id limit 1',
    [number],
  );
  const id = rows[0]?.id ?? '';
  return id === '' ? null : ((await organisations.byIds([id])).get(id) ?? null);
}

async function checkNumberIsFree(
  number: string | null | undefined,
  { id, enterpriseNumber }: Organisation,
  context: Context,
  db: Queryable,
): Promise<void> {
  if (number == null || number === enterpriseNumber) return;
  const other = await byNumber(number, context, db);
  if (other === null) return;
  const message = `${other.name} (${other.code}) has this number; if they are one, use mergeOrganisations.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'enterpriseNumber', objectId: id });
}

/** The code of a new organisation: as given when nobody has it, else from the name with the next number. */
async function freeCodeOf(db: Queryable, given: string | null | undefined, name: string): Promise<string> {
  const taken = (code: string) => codeIsTaken(db, code);
  const wanted = textOf(given, 'code', 60);
  if (wanted !== null) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(wanted))
      throw new ChangeRefused('BAD_USER_INPUT', 'A code has letters, digits, dots, slashes and dashes.', {
        path: 'code',
      });
    if (!(await taken(wanted))) return wanted;
    throw new ChangeRefused('CONFLICT', `Another organisation has the code ${wanted}.`, { path: 'code' });
  }
  const stem = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const base = stem.slice(0, 40) || 'organisation';
  for (let number = 1; ; number++) {
    const code = number === 1 ? base : `${base}-${number}`;
    if (!(await taken(code))) return code;
  }
}

async function parentOf(given: string, { id }: Organisation, { organisations }: Context, db: Queryable) {
  const parent = await needRow(given, 'parentId', 'organisation', organisations.byIds);
  const { rows } = await db.query<{ id: string }>(
    `with recursive above (id) as (
       select $1::uuid union select organisation.parent_id from above join organisation on organisation.id = above.id
       where organisation.parent_id is not null)
     select id from above where id = $2`,
    [parent.id, id],
  );
  if (rows.length === 0) return parent.id;
  throw new ChangeRefused('CONFLICT', `${parent.name} is a part of this one: that would be a ring.`, {
    path: 'parentId',
    objectId: id,
  });
}

mutation({
  name: 'mergeOrganisations',
  description:
    'Records that an organisation went up in another one. Nothing moves: what was agreed with it, and its money, stays readable where it is. For the director of the programme.',
  asks: 'Which organisation went up in which other one, and when.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme, which lists both.' }),
    predecessorId: t.id({ required: true, description: 'The organisation that went up in the other.' }),
    successorId: t.id({ required: true, description: 'The organisation that goes on.' }),
    happenedOn: t.field({ type: 'Date', description: 'When, not to come; left out: today.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
  }),
  objectType: 'Organisation',
  shows: { ...SHOWS, description: 'The organisation that goes on. Null when it is not for you.' },
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    onlyDirector(context, programmeId);
    await takeLedger(db);
    const predecessor = await needListed(context, input.predecessorId, 'predecessorId', programmeId);
    const successor = await needListed(context, input.successorId, 'successorId', programmeId);
    await checkLineage(db, predecessor, successor);
    const happenedOn = pastDay(input.happenedOn, 'happenedOn', context);
    await insertRow(db, 'organisation_lineage', {
      programme_id: programmeId,
      predecessor_id: predecessor.id,
      successor_id: successor.id,
      kind: 'MERGED',
      happened_on: happenedOn,
      happened_on_precision: 'DAY',
    });
    return {
      objectId: successor.id,
      audit: {
        what: 'ORGANISATIONS_MERGED',
        programmeId,
        before: null,
        after: { predecessor: predecessor.code, successor: successor.code, happenedOn },
        reason: textOf(input.reason, 'reason', 1000),
      },
    };
  },
});

async function checkLineage(
  db: Queryable,
  predecessor: Organisation,
  successor: Organisation,
): Promise<void> {
  const refuse = (message: string) =>
    new ChangeRefused('CONFLICT', message, { path: 'successorId', objectId: successor.id });
  if (predecessor.id === successor.id) throw refuse('Both are the same organisation.');
  const { rows } = await db.query<{ is_ring: boolean; is_known: boolean }>(
    `with recursive after (id) as (
       select $2::uuid union select link.successor_id from after join organisation_lineage link
         on link.predecessor_id = after.id)
     select exists (select from after where id = $1) as is_ring,
       exists (select from organisation_lineage where predecessor_id = $1 and successor_id = $2) as is_known`,
    [predecessor.id, successor.id],
  );
  if (rows[0]?.is_ring)
    throw refuse(`${successor.name} went up in ${predecessor.name}, not the other way round.`);
  if (rows[0]?.is_known) throw refuse(`It is known already that ${predecessor.name} went up in it.`);
}
