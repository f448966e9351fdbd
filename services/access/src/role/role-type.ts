import { connectionType, RoleEnum } from '../builder.ts';
import {
  AccountRef,
  OrganisationRef,
  PolicyDomainRef,
  ProgrammeRef,
  RoleAssignmentRef,
  stub,
} from '../refs.ts';
import { administers, directs } from '../rights.ts';

RoleAssignmentRef.implement({
  description: 'A role that somebody was given in this hub.',
  isReadable: ({ accountId, programmeId }, { viewer }) =>
    accountId === viewer.subject || administers(viewer) || directs(viewer, programmeId),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'Who holds it. Null when that is not for you.',
      resolve: ({ accountId }, _args, { loaders, accounts }) =>
        loaders.loadId('account', accountId, accounts.byIds),
    }),
    role: t.field({ type: RoleEnum, description: 'The role itself.', resolve: ({ role }) => role }),
    isEveryProgramme: t.boolean({
      description: 'Whether it is held in every programme, also in those to come.',
      resolve: ({ programmeId }) => programmeId === null,
    }),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description:
        'The programme in which it is held. Null when it is held in every one, or the actions service cannot be reached.',
      resolve: ({ programmeId }) => stub(programmeId),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'For a partner or association: the organisation for which the person speaks. Else null, also when the agreements service cannot be reached.',
      resolve: ({ organisationId }) => stub(organisationId),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description:
        'For a coordinator of one domain: that domain. Else null, also when the actions service cannot be reached.',
      resolve: ({ domainId }) => stub(domainId),
    }),
    grantedBy: t.field({
      type: AccountRef,
      nullable: true,
      description:
        'Who gave it. Null when it was the command line of the hub, or the account is not for you.',
      resolve: ({ grantedBy }, _args, { loaders, accounts }) =>
        loaders.loadId('account', grantedBy, accounts.byIds),
    }),
    grantedAt: t.expose('grantedAt', { type: 'DateTime', description: 'When it was given.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why, in the words of whoever gave it. Null when nobody said.',
    }),
    withdrawnAt: t.expose('withdrawnAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is held no more. Null while it is held.',
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

export const RoleAssignmentConnection = connectionType(
  'RoleAssignment',
  'roles held by people',
  RoleAssignmentRef,
);
