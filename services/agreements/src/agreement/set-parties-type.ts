import { CHANGE_INPUT, ChangeRefused, textOf } from '@kapstok/kit';
import { builder, mutation } from '../builder.ts';
import { needListed } from '../change/needs-type.ts';
import { replaceDetails } from '../change/rows.ts';
import { lockAgreement } from '../change/steering-type.ts';
import { AGREEMENT_INPUT, SHOWS_AGREEMENT } from './agreement-input-type.ts';
import { AgreementRoleEnum } from './agreement-words.ts';
import { noteAmendment } from './amend.ts';
import { onlyOpen } from './lifecycle.ts';

const PartyInput = builder.inputType('AgreementPartyInput', {
  description: 'An organisation and its role in an agreement; one with several roles is named several times.',
  fields: (t) => ({
    organisationId: t.id({ required: true, description: 'The organisation, which the programme lists.' }),
    role: t.field({ type: AgreementRoleEnum, required: true, description: 'In which role.' }),
  }),
});

mutation({
  name: 'setParties',
  description:
    'Says who is party to an agreement, instead of whoever was. Once it is signed that is an amendment. For the director of the programme, or the coordinator of every domain that it is for.',
  asks: 'All parties to the agreement.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    parties: t.field({ type: [PartyInput], required: true, description: 'All parties; each role once.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = agreement;
    onlyOpen(agreement);
    const reason = textOf(input.reason, 'reason', 1000);
    const parties: { code: string; organisation_id: string; role: string }[] = [];
    for (const { organisationId, role } of input.parties) {
      const { id: organisation, code } = await needListed(context, organisationId, 'parties', programmeId);
      parties.push({ code, organisation_id: organisation, role });
    }
    const named = parties.map(({ code, role }) => `${code} ${role}`).sort();
    if (new Set(named).size < named.length)
      throw new ChangeRefused('BAD_USER_INPUT', 'Name each organisation once in each role.', {
        path: 'parties',
      });
    if (agreement.status !== 'DRAFT' && new Set(parties.map(({ code }) => code)).size < 2)
      throw new ChangeRefused('CONFLICT', 'A signed agreement is between two organisations or more.', {
        path: 'parties',
        objectId: id,
      });
    const { rows: earlier } = await db.query<{ text: string }>(
      `select organisation.code || ' ' || party.role as text from agreement_party party
       join organisation on organisation.id = party.organisation_id where party.agreement_id = $1`,
      [id],
    );
    const before = earlier.map(({ text }) => text).sort();
    await replaceDetails(
      db,
      'agreement_party',
      agreement,
      parties.map(({ code: _code, ...row }) => row),
    );
    await noteAmendment(db, agreement, { amendedOn: context.today, reason }, [
      { field: 'PARTIES', before: before.join(', '), after: named.join(', ') },
    ]);
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_PARTIES_SET',
        programmeId,
        before: { parties: before },
        after: { parties: named },
        reason,
      },
    };
  },
});
