import { CHANGE_INPUT, ChangeRefused, type ChangeResult, maybeIdOf, notThere, textOf } from '@kapstok/kit';
import type { Role } from '@kapstok/schema';
import { builder, RoleEnum, userErrorsField } from '../builder.ts';
import { change } from '../change.ts';
import type { Context } from '../context.ts';
import { RoleAssignmentRef } from '../refs.ts';
import { mayGive, whoGives } from '../rights.ts';
import { flawOf, type RolePlace } from './role.ts';

const Input = builder.inputType('AssignRoleInput', {
  description: 'A role, where it is to be held, and by whom: `accountId`, or `issuer` and `subject`.',
  fields: (t) => ({
    accountId: t.id({ description: 'An account that you see. Left out: `issuer` and `subject` say who.' }),
    issuer: t.string({ description: 'The identity provider that knows the person; with `subject`.' }),
    subject: t.string({
      description: 'How that provider calls the person. The account is made when there is none.',
    }),
    role: t.field({ type: RoleEnum, required: true, description: 'The role to give.' }),
    programmeId: t.id({ description: 'The programme in which it is held; left out: every programme.' }),
    organisationId: t.id({
      description:
        'For a partner or association, and only then: the organisation for which the person speaks.',
    }),
    domainId: t.id({
      description: 'For a coordinator: the one domain of the programme; left out: all of its domains.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    idempotencyKey: t.string({ description: CHANGE_INPUT.idempotencyKey }),
  }),
});
type Input = typeof Input.$inferInput;

const Payload = builder.objectRef<ChangeResult>('AssignRolePayload').implement({
  description: 'What came of it.',
  fields: (t) => ({
    roleAssignment: t.field({
      type: RoleAssignmentRef,
      nullable: true,
      description: 'The role as it is held now. Null when it was refused, unless it was held already.',
      resolve: ({ objectId }, _args, { loaders, assignedRoles }) =>
        objectId === null ? null : loaders.loadId('role assignment', objectId, assignedRoles.byIds),
    }),
    userErrors: userErrorsField(t),
  }),
});

builder.mutationField('assignRole', (t) =>
  t.field({
    type: Payload,
    nullable: true,
    description:
      'Gives somebody a role. A director gives those of partner, association, coordinator, reviewer, secretary and evaluator in the programme; administrators give all. Null when the access service does not answer.',
    args: { input: t.arg({ type: Input, required: true, description: 'Who is to hold which role.' }) },
    resolve: (_root, { input }, context) => {
      const request = { mutation: 'assignRole', input, objectType: 'RoleAssignment' };
      return change(context, request, () => assign(input, context));
    },
  }),
);

async function assign(input: Input, context: Context) {
  const { viewer, assignedRoles, now } = context;
  const place = placeOf(input);
  await checkPlace(place, context);
  const reason = textOf(input.reason, 'reason', 1000);
  const accountId = await accountFor(input, context);
  const objectId = await assignedRoles.give(accountId, place, { by: viewer.subject, at: now, reason });
  if (objectId === null) {
    const held = await assignedRoles.held(accountId, place);
    throw new ChangeRefused(
      'CONFLICT',
      'The account holds this role already.',
      held ? { objectId: held } : {},
    );
  }
  const { programmeId } = place;
  const audit = { what: 'ROLE_ASSIGNED', programmeId, before: null, after: { accountId, ...place }, reason };
  return { objectId, audit };
}

function placeOf(input: Input): RolePlace {
  const place = {
    role: input.role as Role,
    programmeId: maybeIdOf(input.programmeId, 'programmeId', 'programme'),
    organisationId: maybeIdOf(input.organisationId, 'organisationId', 'organisation'),
    domainId: maybeIdOf(input.domainId, 'domainId', 'domain'),
  };
  const flaw = flawOf(place);
  if (flaw !== null) throw new ChangeRefused('BAD_USER_INPUT', flaw.message, { path: flaw.field });
  return place;
}

async function checkPlace(place: RolePlace, { viewer, plan }: Context): Promise<void> {
  const { role, programmeId, organisationId, domainId } = place;
  if (programmeId !== null && !(await plan.hasProgramme(programmeId)))
    throw notThere('programmeId', 'programme');
  if (!mayGive(viewer, role, programmeId))
    throw new ChangeRefused('NOT_ALLOWED', whoGives(role, programmeId));
  if (organisationId !== null && !(await plan.hasOrganisation(programmeId, organisationId)))
    throw notThere('organisationId', 'organisation in the programme');
  if (domainId !== null && programmeId !== null && !(await plan.hasDomain(programmeId, domainId)))
    throw notThere('domainId', 'domain in the programme');
}

async function accountFor(input: Input, { viewer, accounts, now }: Context): Promise<string> {
  const id = maybeIdOf(input.accountId, 'accountId', 'account');
  const issuer = textOf(input.issuer, 'issuer', 200);
  const subject = textOf(input.subject, 'subject', 400);
  const isPair = issuer !== null && subject !== null;
  if ((id === null) !== isPair || (id !== null && (issuer ?? subject) !== null)) {
    const message = 'Say who it is by accountId, or by issuer and subject together.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'accountId' });
  }
  if (!isPair) {
    const account = (await accounts.byIds([id ?? ''])).get(id ?? '');
    if (account === undefined) throw notThere('accountId', 'account');
    if (account.closedAt !== null) throw closed();
    return account.id;
  }
  const account = await accounts.meet({ issuer, subject }, now, viewer);
  if (account.isClosed) throw closed();
  return account.id;
}

const closed = () =>
  new ChangeRefused('CONFLICT', 'The account is closed: it can hold no role.', { path: 'accountId' });
