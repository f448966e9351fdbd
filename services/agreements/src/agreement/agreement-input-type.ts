import {
  CHANGE_INPUT,
  ChangeRefused,
  lockRow,
  needRow,
  needText,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import type { LocalText } from '@kapstok/schema';
import { currencyOf, maybeCents } from '../change/amount.ts';
import { onlySteeringPlace } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { AgreementRef } from '../refs.ts';
import type { Agreement } from './agreement.ts';

/** What the payload of every change of an agreement shows. */
export const SHOWS_AGREEMENT = {
  field: 'agreement',
  type: AgreementRef,
  description: 'The agreement as it stands now. Null when it is not for you.',
  load: (id: string, { loaders, agreements }: Context) =>
    loaders.load('agreement', null, id, agreements.byIds),
} as const;

/** Descriptions that several inputs share. */
export const AGREEMENT_INPUT = {
  agreementId: 'The agreement that it is about.',
  title: 'What it is called, 1 to 300 characters.',
  language: 'The language of the texts of this input; left out: the main language of the programme.',
  contractValue:
    'What the work is worth, in units of `contractCurrency`, at most two decimals; null: not known. The two go together.',
  contractCurrency: 'Currency of `contractValue`, ISO 4217; null with it.',
  expectedVersion: CHANGE_INPUT.expectedVersion,
} as const;

/** A title in one language, beside what it is in others. */
export const titled = (
  given: string,
  language: string,
  before: LocalText | null = null,
  path = 'title',
): LocalText => ({ ...before, [language]: needText(given, path, 300) });

/** Value and currency of a contract as columns; they are given and cleared together. */
export function contractOf(input: {
  readonly contractValue?: string | null | undefined;
  readonly contractCurrency?: string | null | undefined;
}): Record<string, unknown> {
  const { contractValue: value, contractCurrency: currency } = input;
  if ((value == null) !== (currency == null) || (value === undefined) !== (currency === undefined)) {
    const message = 'Give contractValue and contractCurrency together, or neither.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'contractValue' });
  }
  return {
    contract_value_cents: maybeCents(value, 'contractValue'),
    contract_currency: currency == null ? currency : currencyOf(currency, 'contractCurrency'),
  };
}

/** The number of an agreement, which no other of the programme has. */
export async function freeNumber(
  db: Queryable,
  programmeId: string,
  given: string | null | undefined,
): Promise<string | null> {
  const number = textOf(given, 'number', 60);
  if (number === null) return null;
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(number))
    throw new ChangeRefused('BAD_USER_INPUT', 'A number has letters, digits, dots, slashes, dashes.', {
      path: 'number',
    });
  const { rows } = await db.query<{ id: string }>(
    'select id from agreement where programme_id = $1 and code = $2',
    [programmeId, number],
  );
  if (rows.length === 0) return number;
  throw new ChangeRefused('CONFLICT', `Another agreement has the number ${number}.`, { path: 'number' });
}

/** The agreement of which one is to be a part: of the same programme, steered too, and not a part of it itself. */
export async function parentOf(
  given: string,
  { id, programmeId }: { readonly id: string | null; readonly programmeId: string },
  context: Context,
  db: Queryable,
): Promise<string> {
  const { byIds } = context.agreements;
  const parent = await needRow(given, 'parentId', 'agreement', byIds);
  const refuse = (message: string) => new ChangeRefused('CONFLICT', message, { path: 'parentId' });
  if (parent.programmeId !== programmeId) throw refuse('Both agreements are of one programme.');
  await onlySteeringPlace(context, db, programmeId, { agreementId: parent.id });
  await lockRow(db, 'agreement', { id: parent.id, byIds });
  const { rows } = await db.query<{ id: string }>(
    `with recursive above (id) as (
       select $1::uuid union select agreement.parent_id from above join agreement on agreement.id = above.id
       where agreement.parent_id is not null)
     select id from above where id = $2`,
    [parent.id, id],
  );
  if (rows.length > 0) throw refuse(`Agreement ${parent.code} is a part of this one: that would be a ring.`);
  return parent.id;
}

/** What the audit trail says of the columns that changed. */
export function shownAgreement(agreement: Agreement): Record<string, unknown> {
  const { title, kind, status, signedOn, startsOn, endsOn, parentId, documentUrl, cityRole } = agreement;
  return { title, kind, status, signedOn, startsOn, endsOn, parentId, documentUrl, cityRole };
}
