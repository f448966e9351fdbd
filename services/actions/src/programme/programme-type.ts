import { EMPTY_PAGE, enumValues, loadPage, pageRequest, programmesOf, reads } from '@kapstok/kit';
import { PROGRAMME_STATUS } from '@kapstok/schema';
import { builder, connectionType, Source, textField, titleFields } from '../builder.ts';
import { PlaceRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import { PhaseRef } from './phase-type.ts';

const Status = builder.enumType('ProgrammeStatus', {
  description: 'How a programme stands.',
  values: enumValues(PROGRAMME_STATUS),
});

ProgrammeRef.implement({
  description: "A city's poverty plan over a period: its domains, actions, agreements, tests and indicators.",
  isReadable: ({ id }, { viewer }) => reads(viewer, 'PLAN', id),
  programmeOf: ({ id }) => id,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    slug: t.exposeString('slug', {
      description: 'Name of the programme in addresses, such as `kortrijk-2013`.',
    }),
    ...titleFields(t),
    description: textField(t, 'description', 'What the programme is.'),
    city: t.field({
      type: PlaceRef,
      nullable: true,
      description:
        'The city whose plan it is. Null when none is named, or the indicators service cannot be reached.',
      resolve: ({ cityId }) => (cityId === null ? null : { id: cityId }),
    }),
    startsOn: t.field({
      type: 'Date',
      description: 'First day of the programme.',
      resolve: ({ startsOn }) => startsOn,
    }),
    endsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Last day. Null while none is set.',
      resolve: ({ endsOn }) => endsOn,
    }),
    status: t.field({ type: Status, description: 'How it stands.', resolve: ({ status }) => status }),
    isFictional: t.exposeBoolean('isFictional', {
      description: 'Whether city and programme are made up for demonstration.',
    }),
    predecessor: t.field({
      type: ProgrammeRef,
      nullable: true,
      description:
        'The plan before this one. Null when there is none, or it is not in this hub or not for you.',
      resolve: ({ predecessor }, _args, { loaders, programmes }) =>
        predecessor === null
          ? null
          : loaders.load('programme by slug', null, predecessor, programmes.bySlugs),
    }),
    successor: t.field({
      type: ProgrammeRef,
      nullable: true,
      description:
        'The plan after this one. Null when there is none, or it is not in this hub or not for you.',
      resolve: ({ slug }, _args, { loaders, programmes, viewer }) =>
        loaders.load('successor', null, slug, (slugs) =>
          programmes.successors(programmesOf(viewer, 'PLAN'), slugs),
        ),
    }),
    phases: t.field({
      type: [PhaseRef],
      description: 'The phases in which the plan is made and carried out, in their order.',
      resolve: async ({ id }, _args, { loaders, programmes }) =>
        (await loaders.load('phases', null, id, programmes.phases)) ?? [],
    }),
    domains: t.field({
      type: [PolicyDomainRef],
      description: "The policy domains, in the city's own order.",
      args: {
        codes: t.arg.stringList({ description: 'Only the domains with these codes; all when left out.' }),
      },
      resolve: async ({ id }, { codes }, { loaders, domains }) => {
        const all = (await loaders.load('domains', null, id, domains.byProgrammes)) ?? [];
        return codes == null ? all : all.filter((domain) => codes.includes(domain.code));
      },
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where the plan is described. Null when no source is named.',
      resolve: (programme, _args, context) => loadSource(programme, context),
    }),
  }),
});

builder.asEntity(ProgrammeRef, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, { loaders, programmes }) => loaders.loadId('programme', id, programmes.byIds),
});

const ProgrammeConnection = connectionType('Programme', 'programmes', ProgrammeRef);

builder.queryFields((t) => ({
  programme: t.field({
    type: ProgrammeRef,
    nullable: true,
    description: 'One programme. Null when there is none with this slug, or it is not for you.',
    args: {
      slug: t.arg.string({ required: true, description: 'Name in addresses, such as `kortrijk-2013`.' }),
    },
    resolve: (_root, { slug }, { loaders, programmes }) =>
      loaders.load('programme by slug', null, slug, programmes.bySlugs),
  }),
  programmes: t.field({
    type: ProgrammeConnection,
    nullable: true,
    description: 'The programmes that you may read, by first day.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor.' }),
    },
    resolve: async (_root, args, { loaders, programmes, viewer }) => {
      const page = (await programmes.page(programmesOf(viewer, 'PLAN'), pageRequest(args))) ?? EMPTY_PAGE;
      return loadPage(page, (id) => loaders.load('programme', null, id, programmes.byIds));
    },
  }),
}));
