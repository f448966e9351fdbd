import { readableBy } from '@kapstok/kit';
import { builder, Source, textField, titleFields } from '../builder.ts';
import { BlockRef, OrganisationRef, PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { loadSource } from '../source-field.ts';
import { CrosswalkLinkRef } from './crosswalk-type.ts';
import type { SharedPartner } from './domain.ts';

const SharedPartnerRef = builder.objectRef<SharedPartner>('SharedPartner').implement({
  description: 'An organisation that takes part in actions of more than one block of a domain.',
  fields: (t) => ({
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'The organisation. Null when the agreements service cannot be reached.',
      resolve: ({ organisationId }) => ({ id: organisationId }),
    }),
    blocks: t.field({
      type: [BlockRef],
      description: 'The blocks in whose actions it takes part, in their order.',
      resolve: async ({ blockIds }, _args, { loaders, domains }) => {
        const blocks = await Promise.all(
          blockIds.map((id) => loaders.load('block', null, id, domains.blocksByIds)),
        );
        return blocks.filter((block) => block !== null).sort((a, b) => a.position - b.position);
      },
    }),
  }),
});

PolicyDomainRef.implement({
  description: "One of the fields in which a programme acts, such as housing. The list is the city's own.",
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme, such as `D07`.' }),
    position: t.exposeInt('position', { description: 'Place in the order of the plan, from 1.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What the domain is about.'),
    programme: t.field({
      type: ProgrammeRef,
      nullable: true,
      description: 'The programme it belongs to. Null when it may not be read.',
      resolve: ({ programmeId }, _args, { loaders, programmes }) =>
        loaders.load('programme', null, programmeId, programmes.byIds),
    }),
    blocks: t.field({
      type: [BlockRef],
      description:
        'The groups into which its actions are divided, in their order; empty when it is not divided.',
      resolve: async ({ id }, _args, { loaders, domains }) =>
        (await loaders.load('blocks', null, id, domains.blocksByDomains)) ?? [],
    }),
    crosswalks: t.field({
      type: [CrosswalkLinkRef],
      description: "Terms of other people's lists to which it is related, by list and code.",
      resolve: async ({ id }, _args, { loaders, domains }) =>
        (await loaders.load('domain crosswalks', null, id, domains.crosswalks)) ?? [],
    }),
    sharedPartners: t.field({
      type: [SharedPartnerRef],
      description:
        'Organisations that take part in actions of more than one of its blocks; most blocks first.',
      resolve: async ({ id }, _args, { loaders, domains }) =>
        (await loaders.load('shared partners', null, id, domains.sharedPartners)) ?? [],
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (domain, _args, context) => loadSource(domain, context),
    }),
  }),
});

BlockRef.implement({
  description: 'A group of actions inside a policy domain.',
  isReadable: readableBy('PLAN'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    code: t.exposeString('code', { description: 'Code, unique within the programme, such as `B1`.' }),
    position: t.exposeInt('position', { description: 'Place in the order of the domain, from 1.' }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
    ...titleFields(t),
    description: textField(t, 'description', 'What the block is about.'),
    domain: t.field({
      type: PolicyDomainRef,
      nullable: true,
      description: 'The domain it belongs to. Null when it may not be read.',
      resolve: ({ domainId }, _args, { loaders, domains }) =>
        loaders.load('domain', null, domainId, domains.byIds),
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'Where it is described. Null when no source is named.',
      resolve: (block, _args, context) => loadSource(block, context),
    }),
  }),
});

const key = builder.selection<{ id: string }>('id');
builder.asEntity(PolicyDomainRef, {
  key,
  resolveReference: ({ id }, { loaders, domains }) => loaders.loadId('domain', id, domains.byIds),
});
builder.asEntity(BlockRef, {
  key,
  resolveReference: ({ id }, { loaders, domains }) => loaders.loadId('block', id, domains.blocksByIds),
});
