import { PUBLIC_SUBJECT, type RoleAssignment, type Viewer } from '@kapstok/schema';
import { builder, RoleEnum } from '../builder.ts';
import { AccountRef, OrganisationRef, PolicyDomainRef, ProgrammeRef, stub } from '../refs.ts';

const HeldRoleRef = builder.objectRef<RoleAssignment>('HeldRole').implement({
  description: 'A role that you hold now, whoever vouches for it: this hub or your identity provider.',
  fields: (t) => ({
    role: t.field({ type: RoleEnum, description: 'The role itself.', resolve: ({ role }) => role }),
    isEveryProgramme: t.boolean({
      description: 'Whether it is held in every programme, also in those to come.',
      resolve: ({ programme }) => programme === '*',
    }),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description:
        'The programme in which it is held. Null when it is held in every one, or the actions service cannot be reached.',
      resolve: ({ programme }) => (programme === '*' ? null : { id: programme }),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description:
        'For a partner or association: the organisation for which you speak. Else null, also when the agreements service cannot be reached.',
      resolve: ({ organisation }) => stub(organisation),
    }),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description:
        'For a coordinator of one domain: that domain. Else null, also when the actions service cannot be reached.',
      resolve: ({ domain }) => stub(domain),
    }),
  }),
});

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Whoever asks: you.',
  fields: (t) => ({
    isSignedIn: t.boolean({
      description: 'Whether the hub knows who you are; else you see what everybody sees.',
      resolve: ({ subject }) => subject !== PUBLIC_SUBJECT,
    }),
    mayWrite: t.boolean({
      description:
        'Whether you may ask for changes: not without sign-in, nor with an API token that only reads.',
      resolve: ({ mayWrite }) => mayWrite,
    }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'Your account. Null without sign-in.',
      resolve: ({ subject }, _args, { loaders, accounts }) =>
        loaders.loadId('account', subject, accounts.byIds),
    }),
    roles: t.field({
      type: [HeldRoleRef],
      description: 'The roles that you hold; empty without sign-in.',
      resolve: ({ roles }) => [...roles],
    }),
    organisations: t.field({
      type: [OrganisationRef],
      nullable: { list: false, items: true },
      description:
        'The organisations for which you speak. One of them is null when the agreements service cannot be reached.',
      resolve: ({ roles }) =>
        [...new Set(roles.flatMap(({ organisation }) => organisation ?? []))].map((id) => ({ id })),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    description: 'Who you are to the hub. Null when the access service does not answer.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
