import { enumValues, type FigureValue, known, localText, textLanguage } from '@kapstok/kit';
import { APPROVER, COMPLETION_METHOD, EVIDENCE_CATEGORY, PROGRESS_STATE, REACH_BASIS } from '@kapstok/schema';
import { ActionStatusEnum } from '../action/action-words.ts';
import { builder, Figure, Language } from '../builder.ts';
import type { Context } from '../context.ts';
import { fileIdOf, type KeptFile } from '../evidence/evidence-file.ts';
import { ActionRef, OrganisationRef, ProgressUpdateRef, ReportingPeriodRef } from '../refs.ts';
import { peopleReached } from './people-reached.ts';
import {
  awaited,
  DEFAULT_RULE,
  type Evidence,
  type ProgressApproval,
  type ProgressCorrection,
  type ProgressUpdate,
} from './update.ts';
import { isInside, maySee } from './who.ts';

export const ProgressStateEnum = builder.enumType('ProgressState', {
  description: 'How a progress update stands.',
  values: enumValues(PROGRESS_STATE),
});
export const CompletionMethodEnum = builder.enumType('CompletionMethod', {
  description: 'How a percentage of completion was found.',
  values: enumValues(COMPLETION_METHOD),
});
export const ReachBasisEnum = builder.enumType('ReachBasis', {
  description: 'What a number of people reached counts.',
  values: enumValues(REACH_BASIS),
});
export const EvidenceCategoryEnum = builder.enumType('EvidenceCategory', {
  description: 'What a link of evidence leads to.',
  values: enumValues(EVIDENCE_CATEGORY),
});
export const ApproverEnum = builder.enumType('Approver', {
  description: 'In which role somebody approves progress updates.',
  values: enumValues(APPROVER),
});

const EvidenceFileRef = builder.objectRef<KeptFile>('EvidenceFile').implement({
  description: 'A file that was uploaded as evidence; downloaded from `Evidence.url`.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    name: t.exposeString('name', { description: 'Its name, as it was uploaded.' }),
    mediaType: t.exposeString('mediaType', {
      description: 'What it is by its content, such as `application/pdf`.',
    }),
    sizeBytes: t.exposeInt('sizeBytes', { description: 'How large it is, in bytes.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of its content, in hex.' }),
    uploadedAt: t.field({
      type: 'DateTime',
      description: 'When it was uploaded last, UTC.',
      resolve: ({ uploadedAt }) => uploadedAt,
    }),
  }),
});

const EvidenceRef = builder.objectRef<Evidence>('Evidence').implement({
  description: 'A document or page that shows what is reported.',
  fields: (t) => ({
    url: t.exposeString('url', {
      description: 'Full address, always https; of a file that was uploaded, its path on this hub.',
    }),
    file: t.field({
      type: EvidenceFileRef,
      nullable: true,
      description: 'The file that was uploaded. Null for a link that leads elsewhere.',
      resolve: ({ url }, _args, { loaders, evidenceFiles }) => {
        const id = fileIdOf(url);
        return id === null ? null : loaders.load('evidence file', null, id, evidenceFiles.byIds);
      },
    }),
    title: t.exposeString('title', { description: 'What it is, in words.' }),
    category: t.field({
      type: EvidenceCategoryEnum,
      description: 'What kind of evidence it is.',
      resolve: ({ category }) => category,
    }),
  }),
});

const ApprovalRef = builder.objectRef<ProgressApproval>('ProgressApproval').implement({
  description: 'An approval of a progress update that stands.',
  fields: (t) => ({
    role: t.field({
      type: ApproverEnum,
      description: 'In which role it was given.',
      resolve: (row) => row.role,
    }),
    accountId: t.exposeID('approvedBy', { description: 'Id of the account that gave it.' }),
    approvedAt: t.field({
      type: 'DateTime',
      description: 'When it was given, UTC.',
      resolve: ({ approvedAt }) => approvedAt,
    }),
  }),
});

const CorrectionRef = builder.objectRef<ProgressCorrection>('ProgressCorrection').implement({
  description: 'What an approver put right in a progress update, with how it was.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field of the update, such as `narrative`.' }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'What stood there, as text; of structured values as JSON. Null when nothing did.',
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'What stands there now, as text; of structured values as JSON. Null when it was cleared.',
    }),
    reason: t.exposeString('reason', { description: 'Why, in the words of who corrected it.' }),
    accountId: t.exposeID('correctedBy', { description: 'Id of the account that corrected it.' }),
    correctedAt: t.field({
      type: 'DateTime',
      description: 'When it was corrected, UTC.',
      resolve: ({ correctedAt }) => correctedAt,
    }),
  }),
});

const completion = ({ completionPercent }: ProgressUpdate): FigureValue =>
  completionPercent === null
    ? { value: null, reason: 'NOT_MEASURED', unit: 'PERCENT' }
    : known(completionPercent, 'PERCENT');

/** The content of an update, which a prefilled draft shows too. */
export const ProgressContentRef = builder.objectRef<ProgressUpdate>('ProgressContent').implement({
  description: 'What is reported of an action.',
  isReadable: (update, { viewer }) => maySee(viewer, update),
  fields: (t) => ({
    reportedStatus: t.field({
      type: ActionStatusEnum,
      nullable: true,
      description: 'How the action stands, as reported. Null while nobody said.',
      resolve: ({ reportedStatus }) => reportedStatus,
    }),
    completion: t.field({
      type: Figure,
      description:
        'How much of the action is done, 0 to 100 percent; how it was found says `completionMethod`.',
      resolve: completion,
    }),
    completionMethod: t.field({
      type: CompletionMethodEnum,
      nullable: true,
      description: 'How the percentage was found. Null when there is none.',
      resolve: ({ completionMethod }) => completionMethod,
    }),
    narrative: t.string({
      nullable: true,
      description:
        'What was done, in the language asked for, else in one that exists. Null while nobody said.',
      resolve: ({ narrative }, _args, { viewer }) => localText(narrative, viewer),
    }),
    narrativeLanguage: t.field({
      type: Language,
      nullable: true,
      description: 'The language of `narrative`. Null when there is none.',
      resolve: ({ narrative }, _args, { viewer }) => textLanguage(narrative, viewer),
    }),
    obstacles: t.string({
      nullable: true,
      description:
        'What stands in the way, in the language asked for, else in one that exists. Null when nobody said, or for who neither reports nor steers.',
      resolve: (update, _args, { viewer }) =>
        isInside(viewer, update) ? localText(update.obstacles, viewer) : null,
    }),
    peopleReached: t.field({
      type: Figure,
      description:
        'How many people were reached in the period. Withheld as SUPPRESSED below 5, and for who does not read the figures of the programme.',
      resolve: (update, _args, { viewer }) => peopleReached(viewer, update),
    }),
    reachBasis: t.field({
      type: ReachBasisEnum,
      nullable: true,
      description: 'What `peopleReached` counts. Null when there is no number.',
      resolve: ({ reachBasis }) => reachBasis,
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: 'Documents and pages that show it, in the order of who reported, 20 at most.',
      resolve: ({ evidence }) => evidence,
    }),
  }),
});

/** The approvals of an update that stand, for who may know of them. */
async function standing(update: ProgressUpdate, context: Context): Promise<readonly ProgressApproval[]> {
  if (!isInside(context.viewer, update)) return [];
  const all = await context.loaders.load('approvals', null, update.id, context.approvals.approvals);
  return (all ?? []).filter(({ contentVersion }) => contentVersion === update.contentVersion);
}

const ruleOf = async (update: ProgressUpdate, { loaders, approvals }: Context) => {
  const [own, general] = await Promise.all(
    [update.domainId, update.programmeId].map((id) =>
      loaders.load('approval rule', null, id, approvals.rules),
    ),
  );
  return own ?? general ?? DEFAULT_RULE;
};

ProgressUpdateRef.implement({
  description: 'What one organisation reports of one action over one period.',
  isReadable: (update, { viewer }) => maySee(viewer, update),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    action: t.field({
      type: ActionRef,
      nullable: true,
      description: 'The action reported on. Null when it may not be read.',
      resolve: ({ actionId }, _args, { loaders, actions }) =>
        loaders.load('action', null, actionId, actions.byIds),
    }),
    period: t.field({
      type: ReportingPeriodRef,
      nullable: true,
      description: 'The period reported on. Null when it may not be read.',
      resolve: ({ periodId }, _args, { loaders, periods }) =>
        loaders.load('period', null, periodId, periods.byIds),
    }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      description: 'Who reports. Null when the agreements service cannot be reached.',
      resolve: ({ organisationId }) => ({ id: organisationId }),
    }),
    state: t.field({ type: ProgressStateEnum, description: 'How it stands.', resolve: ({ state }) => state }),
    isApproved: t.boolean({
      description: 'Whether all who must have approved it; else what it says is provisional.',
      resolve: ({ state }) => state === 'APPROVED',
    }),
    content: t.field({
      type: ProgressContentRef,
      nullable: true,
      description: 'What is reported. Null when it is not for you.',
      resolve: (update) => update,
    }),
    returnedReason: t.string({
      nullable: true,
      description:
        'What is to be improved, kept until it is submitted again. Null when it was not returned, or for who neither reports nor steers.',
      resolve: (update, _args, { viewer }) => (isInside(viewer, update) ? update.returnedReason : null),
    }),
    submittedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was last submitted, UTC. Null when it never was.',
      resolve: ({ submittedAt }) => submittedAt,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was returned or fully approved, UTC. Null while it was not.',
      // While others must still approve, it tells of the first who did.
      resolve: ({ state, decidedAt }) => (state === 'SUBMITTED' ? null : decidedAt),
    }),
    savedAt: t.field({
      type: 'DateTime',
      description: 'When what it reports was last saved, UTC.',
      resolve: ({ savedAt }) => savedAt,
    }),
    approvals: t.field({
      type: [ApprovalRef],
      description: 'Approvals that stand, the oldest first; empty for who neither reports nor steers.',
      resolve: (update, _args, context) => standing(update, context),
    }),
    awaitedRoles: t.field({
      type: [ApproverEnum],
      description:
        'Who still must approve; with the rule EITHER one of them. Empty unless it is submitted, and for who neither reports nor steers.',
      resolve: async (update, _args, context) => {
        if (update.state !== 'SUBMITTED' || !isInside(context.viewer, update)) return [];
        const given = await standing(update, context);
        const roles = given.map(({ role }) => role);
        return awaited(await ruleOf(update, context), roles);
      },
    }),
    corrections: t.field({
      type: [CorrectionRef],
      description: 'What approvers put right, the oldest first; empty for who neither reports nor steers.',
      resolve: async (update, _args, { viewer, loaders, updates }) =>
        isInside(viewer, update)
          ? ((await loaders.load('corrections', null, update.id, updates.corrections)) ?? [])
          : [],
    }),
    version: t.exposeInt('version', { description: 'Counts its changes; give it as `expectedVersion`.' }),
  }),
});

/** What every mutation of an update shows. */
export const SHOWS_UPDATE = {
  field: 'progressUpdate',
  type: ProgressUpdateRef,
  description: 'The update as it is now. Null when it is not for you.',
  load: (id: string, { loaders, updates }: Context) =>
    loaders.load('progress update', null, id, updates.byIds),
} as const;
