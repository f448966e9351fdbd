import { EMPTY_PAGE, enumValues, loadPage, pageRequest } from '@kapstok/kit';
import { CONTRIBUTION_STRENGTH } from '@kapstok/schema';
import { Basis, builder, connectionType, Source, textField } from '../builder.ts';
import { ActionRef, IndicatorRef } from '../refs.ts';
import { loadSource } from '../source/source-field.ts';
import type { Contribution } from './contribution.ts';

export const StrengthEnum = builder.enumType('ContributionStrength', {
  description: 'How much an action is thought to move an indicator.',
  values: enumValues(CONTRIBUTION_STRENGTH),
});

export const ContributionRef = builder.objectRef<Contribution>('Contribution').implement({
  description:
    'That an action is thought to move an indicator. It is a link, never a calculation: much else moves the indicator too.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action. Null when the actions service cannot be reached.',
      resolve: ({ actionId }) => ({ id: actionId }),
    }),
    indicator: t.field({
      type: IndicatorRef,
      nullable: true,
      description: 'The indicator. Null when it may not be read.',
      resolve: ({ indicatorId }, _args, { loaders, indicators }) =>
        loaders.load('indicator', null, indicatorId, indicators.byIds),
    }),
    strength: t.field({
      type: StrengthEnum,
      description: 'How much the action is thought to move it.',
      resolve: ({ strength }) => strength,
    }),
    lagMonths: t.exposeInt('lagMonths', {
      nullable: true,
      description: 'Months after which an effect can be expected. Null when nobody said.',
    }),
    assumption: textField(t, 'assumption', 'What the link rests on.'),
    endedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Since when it is no longer thought to move it, UTC. Null while it is.',
      resolve: ({ endedOn }) => endedOn,
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    basis: t.field({
      type: Basis,
      description: 'Whether a source states the link.',
      resolve: ({ basis }) => basis,
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is said. Null when no source is named.',
      resolve: (contribution, _args, context) => loadSource(contribution, context),
    }),
  }),
});

const ContributionConnection = connectionType('Contribution', 'contributions', ContributionRef);

builder.objectField(IndicatorRef, 'contributions', (t) =>
  t.field({
    type: ContributionConnection,
    description: 'The actions that are thought to move it, strongest first.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, args, { loaders, contributions }) => {
      const request = pageRequest(args);
      const page = await loaders.load('contributions', request, id, (ids) =>
        contributions.pages(request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('contribution', null, key, contributions.byIds),
      );
    },
  }),
);
