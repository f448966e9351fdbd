import { readableBy } from '@kapstok/kit';
import type { Action } from '../action/action.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ActionRef, OrganisationRef } from '../refs.ts';
import type { Handover } from './owner-store.ts';
import { isSilent, SILENT_AFTER_DAYS } from './silence.ts';

const HandoverRef = builder.objectRef<Handover>('OwnerHandover').implement({
  description: 'How an action went from one organisation to another.',
  isReadable: readableBy('INTERNAL'),
  fields: (t) => ({
    fromOrganisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Whose it was. Null when it was nobody’s, or agreements cannot be reached.',
      resolve: (row) => (row.fromOrganisationId === null ? null : { id: row.fromOrganisationId }),
    }),
    toOrganisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Whose it became. Null when the agreements service cannot be reached.',
      resolve: ({ toOrganisationId }) => ({ id: toOrganisationId }),
    }),
    handedOn: t.field({
      type: 'Date',
      description: 'From which day on.',
      resolve: ({ handedOn }) => handedOn,
    }),
    reason: t.exposeString('reason', { description: 'Why, in the words of who did it.' }),
  }),
});

const lastTouchedOn = ({ id }: Action, { loaders, owners, today }: Context): Promise<string | null> =>
  loaders.load('last touched', null, id, (ids) => owners.lastTouched(today, ids));

builder.objectFields(ActionRef, (t) => ({
  owner: t.field({
    type: OrganisationRef,
    nullable: true,
    description:
      'The organisation that answers for it today: who is accountable, else who implements it. Null when there is none, or agreements cannot be reached.',
    resolve: async ({ id }, _args, { loaders, owners, today }) => {
      const owner = await loaders.load('owner', null, id, (ids) => owners.owners(today, ids));
      return owner === null ? null : { id: owner.organisationId };
    },
  }),
  lastTouchedOn: t.field({
    type: 'Date',
    nullable: true,
    description:
      'The last day on which something was done about it: it started, its status changed, it was adjusted, a milestone was reached, somebody reported, or it was handed over. Null when nothing is known.',
    resolve: (action, _args, context) => lastTouchedOn(action, context),
  }),
  isSilent: t.boolean({
    description: `Whether it runs and \`lastTouchedOn\` is more than ${SILENT_AFTER_DAYS} days ago, or not known.`,
    resolve: async (action, _args, context) =>
      isSilent(action, await lastTouchedOn(action, context), context.today),
  }),
  handovers: t.field({
    type: [HandoverRef],
    description: 'How it went from one owner to another, the earliest first; empty for who does not steer.',
    resolve: async ({ id }, _args, { loaders, owners }) =>
      (await loaders.load('handovers', null, id, owners.handovers)) ?? [],
  }),
}));
