import { enumValues, readableBy } from '@kapstok/kit';
import { CROSSWALK_VOCABULARY } from '@kapstok/schema';
import { Basis, builder, Source, titleFields } from '../builder.ts';
import { CrosswalkRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import type { CrosswalkLink } from './domain.ts';

export const CrosswalkVocabulary = builder.enumType('CrosswalkVocabulary', {
  description: 'Whose list a term comes from.',
  values: enumValues(CROSSWALK_VOCABULARY),
});

CrosswalkRef.implement({
  description:
    "A term of somebody else's list, such as an EU strand. An action can be related to several terms of one list, so figures per term need not add up to the programme's.",
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme.' }),
    vocabulary: t.field({
      type: CrosswalkVocabulary,
      description: 'Whose list the term is from.',
      resolve: ({ vocabulary }) => vocabulary,
    }),
    notation: t.exposeString('notation', { description: 'Code or term in that list.' }),
    ...titleFields(t),
    uri: t.exposeString('uri', { nullable: true, description: 'Web identifier. Null when it has none.' }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where the term is described. Null when no source is named.',
      resolve: (crosswalk, _args, context) => loadSource(crosswalk, context),
    }),
  }),
});

export const CrosswalkLinkRef = builder.objectRef<CrosswalkLink>('CrosswalkLink').implement({
  description: "How a domain or action is related to a term of somebody else's list.",
  fields: (t) => ({
    crosswalk: t.field({
      type: CrosswalkRef,
      description: 'The term of the other list.',
      isChecked: true,
      resolve: ({ crosswalk }) => crosswalk,
    }),
    basis: t.field({ type: Basis, description: 'Whether a source says so.', resolve: ({ basis }) => basis }),
  }),
});

builder.asEntity(CrosswalkRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, domains }) =>
    loaders.loadId('crosswalk', id, domains.crosswalksByIds),
});

builder.objectField(ProgrammeRef, 'crosswalks', (t) =>
  t.field({
    type: [CrosswalkRef],
    description: "The terms of other people's lists to which the programme is related, by list and code.",
    args: {
      vocabulary: t.arg({ type: CrosswalkVocabulary, description: 'Only of this list; all when left out.' }),
    },
    resolve: async ({ id }, { vocabulary }, { loaders, domains }) => {
      const all = (await loaders.load('terms', null, id, domains.crosswalksOfProgrammes)) ?? [];
      return vocabulary == null ? all : all.filter((term) => term.vocabulary === vocabulary);
    },
  }),
);
