import { EMPTY_PAGE, enumValues, loadPage, pageArgs, pageRequest, reads, speaksFor } from '@kapstok/kit';
import { holdsRole, INITIATIVE_STATUS } from '@kapstok/schema';
import { DialogueSessionRef } from '../action/detail-types.ts';
import { builder, connectionType, textField, titleFields } from '../builder.ts';
import { ActionRef, OrganisationRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import type { Initiative } from './initiative.ts';

const StatusEnum = builder.enumType('InitiativeStatus', {
  description: 'What became of an initiative.',
  values: enumValues(INITIATIVE_STATUS),
});

export const InitiativeRef = builder.objectRef<Initiative>('Initiative');

InitiativeRef.implement({
  description: 'What residents or an association propose for the plan, and what became of it.',
  // For who steers the programme; for who proposed it; and what was decided for every association of the programme.
  isReadable: ({ programmeId, organisationId, status }, { viewer }) =>
    reads(viewer, 'INTERNAL', programmeId) ||
    (organisationId !== null && speaksFor(viewer, organisationId, programmeId)) ||
    (status !== 'PROPOSED' && holdsRole(viewer, ['ASSOCIATION'], programmeId)),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What is proposed, for whom.'),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description: 'The policy domain for which it is meant. Null when none is named.',
      resolve: ({ domainId }, _args, { loaders, domains }) =>
        domainId === null ? null : loaders.load('domain', null, domainId, domains.byIds),
    }),
    proposedBy: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'The association that proposed it. Null when a session did, or agreements cannot be reached.',
      resolve: ({ organisationId }) => (organisationId === null ? null : { id: organisationId }),
    }),
    session: t.field({
      type: DialogueSessionRef,
      nullable: true,
      description:
        'The dialogue session in which it was proposed. Null when none is named, or it is not for you.',
      resolve: ({ sessionId }, _args, { loaders, details }) =>
        sessionId === null ? null : loaders.load('session', null, sessionId, details.sessions),
    }),
    proposedOn: t.field({
      type: 'Date',
      description: 'When it was proposed.',
      resolve: ({ proposedOn }) => proposedOn,
    }),
    status: t.field({ type: StatusEnum, description: 'What became of it.', resolve: ({ status }) => status }),
    decidedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When that was decided. Null while it is not.',
      resolve: ({ decidedOn }) => decidedOn,
    }),
    decisionReason: textField(t, 'decisionReason', 'Why it was decided so, for who proposed it.'),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action that it became. Null when it became none, or the action is not for you.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        actionId === null ? null : loaders.load('action', null, actionId, actions.byIds),
    }),
    mergedInto: t.field({
      type: InitiativeRef,
      nullable: true,
      description:
        'The initiative in which it goes on. Null when it goes on in none, or that one is not for you.',
      resolve: ({ mergedIntoId }, _args, { loaders, initiatives }) =>
        mergedIntoId === null ? null : loaders.load('initiative', null, mergedIntoId, initiatives.byIds),
    }),
  }),
});

const InitiativeConnection = connectionType('Initiative', 'initiatives', InitiativeRef);

builder.objectField(ProgrammeRef, 'initiatives', (t) =>
  t.field({
    type: InitiativeConnection,
    args: {
      statuses: t.arg({
        type: [StatusEnum],
        description: 'Only those with one of these statuses; all when left out.',
      }),
      first: t.arg(pageArgs.first),
      after: t.arg(pageArgs.after),
    },
    description:
      'What was proposed for the plan, latest first: for who steers the programme all of it; for an association its own and what was decided; for others nothing.',
    resolve: async ({ id }, { statuses, ...args }, { loaders, initiatives, viewer }) => {
      const request = pageRequest(args);
      const page = await loaders.load('initiatives', [statuses ?? null, request], id, (ids) =>
        initiatives.pages(viewer, statuses ?? null, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('initiative', null, key, initiatives.byIds));
    },
  }),
);

builder.objectField(ActionRef, 'initiatives', (t) =>
  t.field({
    type: [InitiativeRef],
    description: 'The initiatives that it came from, by code, as far as they are for you.',
    resolve: async ({ id }, _args, { loaders, initiatives }) =>
      (await loaders.load('initiatives of action', null, id, initiatives.byActions)) ?? [],
  }),
);
