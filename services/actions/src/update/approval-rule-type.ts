import { CHANGE_INPUT, ChangeRefused, enumValues, idOf, needRow, onlyFor, textOf } from '@kapstok/kit';
import { APPROVAL_RULE } from '@kapstok/schema';
import { builder, mutation } from '../builder.ts';
import { PolicyDomainRef, ProgrammeRef } from '../refs.ts';
import { DEFAULT_RULE } from './update.ts';

const Rule = builder.enumType('ApprovalRule', {
  description: 'Who must approve progress updates.',
  values: enumValues(APPROVAL_RULE),
});

builder.objectField(ProgrammeRef, 'approvalRule', (t) =>
  t.field({
    type: Rule,
    description:
      'Who must approve progress updates, where a domain has no rule of its own; EITHER when nobody decided.',
    resolve: async ({ id }, _args, { loaders, approvals }) =>
      (await loaders.load('approval rule', null, id, approvals.rules)) ?? DEFAULT_RULE,
  }),
);

builder.objectField(PolicyDomainRef, 'approvalRule', (t) =>
  t.field({
    type: Rule,
    nullable: true,
    description: 'Who must approve progress updates in this domain. Null when it follows the programme.',
    resolve: ({ id }, _args, { loaders, approvals }) =>
      loaders.load('approval rule', null, id, approvals.rules),
  }),
);

mutation({
  name: 'setApprovalRule',
  description:
    'Decides who must approve progress updates of a programme or of one of its domains; what is approved stays so. For the director of the programme.',
  asks: 'Where which rule holds.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it is about.' }),
    domainId: t.id({ description: 'One of its domains. Left out: all that have no rule of their own.' }),
    rule: t.field({ type: Rule, required: true, description: 'Who must approve.' }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
  }),
  objectType: 'Programme',
  shows: {
    field: 'programme',
    type: ProgrammeRef,
    description: 'The programme as it is now. Null when it is not for you.',
    load: (id, { loaders, programmes }) => loaders.load('programme', null, id, programmes.byIds),
  },
  async change(input, { viewer, programmes, domains, approvals }) {
    const { id } = await needRow(input.programmeId, 'programmeId', 'programme', programmes.byIds);
    onlyFor(viewer, ['DIRECTOR'], id, 'Only the director of the programme decides who approves.');
    const reason = textOf(input.reason, 'reason', 1000);
    const subjectId = input.domainId == null ? id : idOf(input.domainId, 'domainId', 'policy domain');
    if (input.domainId != null) {
      const domain = await needRow(subjectId, 'domainId', 'policy domain', domains.byIds);
      if (domain.programmeId !== id)
        throw new ChangeRefused('BAD_USER_INPUT', 'The domain is of another programme.', {
          path: 'domainId',
        });
    }
    const before = (await approvals.rules([subjectId])).get(subjectId) ?? null;
    await approvals.setRule(subjectId, id, input.rule);
    return {
      objectId: id,
      audit: {
        what: 'APPROVAL_RULE_SET',
        programmeId: id,
        before: { subjectId, rule: before },
        after: { subjectId, rule: input.rule },
        reason,
      },
    };
  },
});
