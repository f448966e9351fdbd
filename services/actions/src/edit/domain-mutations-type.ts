import { CHANGE_INPUT, idOf, lockRow, needRow, onlyFor, onlySteering, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import type { PolicyDomain } from '../domain/domain.ts';
import { BlockRef, PolicyDomainRef } from '../refs.ts';
import { auditOf, changesOf, textIn, titleIn } from './action-patch.ts';
import {
  checkPosition,
  codeFor,
  type InputBuilder,
  languageField,
  languageOf,
  needProgramme,
  takePlan,
} from './edit-inputs-type.ts';

const DIRECTORS = 'Only the director of the programme changes its list of policy domains.';

const partFields = (t: InputBuilder, what: string) => ({
  description: t.string({
    description: `What the ${what} is about, 5000 characters at most. Null: clears it in this language.`,
  }),
  language: languageField(t),
  position: t.int({ description: 'Place in the order, 1 to 1000; several can share one, then by code.' }),
  reason: t.string({ description: CHANGE_INPUT.reason }),
});
const codeField = (t: InputBuilder) =>
  t.string({ description: 'Code, unique within the programme; left out: the hub gives the next one.' });
const titleField = (t: InputBuilder) =>
  t.string({ required: true, description: 'Title, 500 characters at most.' });
const newTitleField = (t: InputBuilder) =>
  t.string({ description: 'Title, 500 characters at most. Null: takes it away in this language.' });

interface PartInput {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly position?: number | null | undefined;
}

/** What a change says of a domain or block; `old` is null for a new one. */
function patchOf(
  input: PartInput,
  old: Pick<PolicyDomain, 'title' | 'description'> | null,
  language: Parameters<typeof textIn>[1],
) {
  const { title, description, position } = input;
  return {
    ...(title === undefined ? {} : { title: titleIn(old?.title ?? {}, language, title, 'title') }),
    ...(description === undefined
      ? {}
      : {
          description: textIn(old?.description ?? null, language, textOf(description, 'description', 5000)),
        }),
    ...(position == null ? {} : { position: checkPosition(position) }),
  };
}

const showDomain = {
  field: 'policyDomain',
  type: PolicyDomainRef,
  description: 'The policy domain as it is now. Null when it is not for you.',
  load: (id: string, { loaders, domains }: Context) => loaders.load('domain', null, id, domains.byIds),
};
const showBlock = {
  field: 'block',
  type: BlockRef,
  description: 'The block as it is now. Null when it is not for you.',
  load: (id: string, { loaders, domains }: Context) => loaders.load('block', null, id, domains.blocksByIds),
};

mutation({
  name: 'addDomain',
  description: 'Adds a policy domain to a programme. For its director.',
  asks: 'Which domain is to be added to which programme.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that is to have it.' }),
    code: codeField(t),
    title: titleField(t),
    ...partFields(t, 'domain'),
  }),
  objectType: 'PolicyDomain',
  shows: showDomain,
  async change(input, context, db) {
    const { viewer, edits } = context;
    const programmeId = idOf(input.programmeId, 'programmeId', 'programme');
    const { defaultLanguage } = await needProgramme(programmeId, 'programmeId', context);
    onlyFor(viewer, ['DIRECTOR'], programmeId, DIRECTORS);
    const patch = patchOf(input, null, input.language ?? defaultLanguage);
    await takePlan(db, programmeId);
    const code = await codeFor(db, 'policy_domain', programmeId, { given: input.code, stem: 'D' });
    const position =
      patch.position ?? (await edits.nextPosition('policy_domain', 'programme_id', programmeId));
    const row = { ...patch, code, position };
    const objectId = await edits.insert('policy_domain', { programmeId, ...row });
    const audit = { what: 'DOMAIN_ADDED', programmeId, before: null, after: row };
    return {
      objectId,
      audit: { ...audit, reason: textOf(input.reason, 'reason', 1000) },
      tells: { programmeId, actionIds: 'ALL' },
    };
  },
});

mutation({
  name: 'updateDomain',
  description: 'Changes title, description or place of a policy domain. For the director of the programme.',
  asks: 'Which domain is to be changed, and how; what is left out stays.',
  input: (t) => ({
    domainId: t.id({ required: true, description: 'The domain that it is about.' }),
    title: newTitleField(t),
    ...partFields(t, 'domain'),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'PolicyDomain',
  shows: showDomain,
  async change(input, context, db) {
    const { viewer, domains, edits } = context;
    const { id, programmeId } = await needRow(input.domainId, 'domainId', 'policy domain', domains.byIds);
    onlyFor(viewer, ['DIRECTOR'], programmeId, DIRECTORS);
    const domain = await lockRow(db, 'policy_domain', { id, byIds: domains.byIds }, input.expectedVersion);
    const patch = patchOf(input, domain, await languageOf(input.language, programmeId, context));
    const changes = changesOf(domain, patch);
    if (changes.length > 0) await edits.update('policy_domain', id, patch);
    const reason = textOf(input.reason, 'reason', 1000);
    return { objectId: id, audit: { what: 'DOMAIN_UPDATED', programmeId, ...auditOf(changes), reason } };
  },
});

mutation({
  name: 'addBlock',
  description:
    'Adds a block to a policy domain. For the director of the programme and the coordinator of the domain.',
  asks: 'Which block is to be added to which domain.',
  input: (t) => ({
    domainId: t.id({ required: true, description: 'The domain that is to have it.' }),
    code: codeField(t),
    title: titleField(t),
    ...partFields(t, 'block'),
  }),
  objectType: 'Block',
  shows: showBlock,
  async change(input, context, db) {
    const { viewer, domains, edits } = context;
    const domain = await needRow(input.domainId, 'domainId', 'policy domain', domains.byIds);
    const { id: domainId, programmeId } = domain;
    onlySteering(viewer, { programmeId, domainId });
    const patch = patchOf(input, null, await languageOf(input.language, programmeId, context));
    await takePlan(db, programmeId);
    const code = await codeFor(db, 'block', programmeId, { given: input.code, stem: `${domain.code}-B` });
    const position = patch.position ?? (await edits.nextPosition('block', 'domain_id', domainId));
    const row = { ...patch, domainId, code, position };
    const objectId = await edits.insert('block', { programmeId, ...row });
    const audit = { what: 'BLOCK_ADDED', programmeId, before: null, after: row };
    return {
      objectId,
      audit: { ...audit, reason: textOf(input.reason, 'reason', 1000) },
      tells: { programmeId, actionIds: 'ALL' },
    };
  },
});

mutation({
  name: 'updateBlock',
  description:
    'Changes title, description or place of a block. For the director of the programme and the coordinator of the domain.',
  asks: 'Which block is to be changed, and how; what is left out stays.',
  input: (t) => ({
    blockId: t.id({ required: true, description: 'The block that it is about.' }),
    title: newTitleField(t),
    ...partFields(t, 'block'),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Block',
  shows: showBlock,
  async change(input, context, db) {
    const { viewer, domains, edits } = context;
    const byIds = domains.blocksByIds;
    const { id, programmeId } = onlySteering(viewer, await needRow(input.blockId, 'blockId', 'block', byIds));
    const block = await lockRow(db, 'block', { id, byIds }, input.expectedVersion);
    const patch = patchOf(input, block, await languageOf(input.language, programmeId, context));
    const changes = changesOf(block, patch);
    if (changes.length > 0) await edits.update('block', id, patch);
    const reason = textOf(input.reason, 'reason', 1000);
    return { objectId: id, audit: { what: 'BLOCK_UPDATED', programmeId, ...auditOf(changes), reason } };
  },
});
