import { CHANGE_INPUT } from '@kapstok/kit';
import { ActionStatusEnum } from '../action/action-words.ts';
import { builder, Language, MissingReasonEnum, mutation } from '../builder.ts';
import { LANGUAGE_INPUT } from '../local-input.ts';
import { type ReportInput, saveReport } from './load-report.ts';
import { CompletionMethodEnum, EvidenceCategoryEnum, ReachBasisEnum, SHOWS_UPDATE } from './update-type.ts';

const EvidenceInput = builder.inputType('EvidenceInput', {
  description: 'A link to a document or page that shows what is reported.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description:
        'Full address that begins with https://, or the `/evidence/…` of a file that was uploaded for this action.',
    }),
    title: t.string({ required: true, description: 'What it is, 200 characters at most.' }),
    category: t.field({
      type: EvidenceCategoryEnum,
      required: true,
      description: 'What kind of evidence it is.',
    }),
  }),
});

type InputFields = Parameters<Parameters<typeof mutation>[0]['input']>[0];
const KEPT = 'Left out: it stays as it was; null clears it.';

/** The input fields of what is reported; every one can be left out. */
export const contentInput = (t: InputFields) => ({
  reportedStatus: t.field({ type: ActionStatusEnum, description: `How the action stands. ${KEPT}` }),
  completionPercent: t.int({ description: `How much is done, 0 to 100 percent. ${KEPT}` }),
  completionMethod: t.field({
    type: CompletionMethodEnum,
    description: `How the percentage was found; comes with it. ${KEPT}`,
  }),
  narrative: t.string({ description: `What was done, 5000 characters at most. ${KEPT}` }),
  obstacles: t.string({ description: `What stands in the way, 5000 characters at most. ${KEPT}` }),
  peopleReached: t.int({ description: `How many people were reached in the period. ${KEPT}` }),
  peopleReachedReason: t.field({
    type: MissingReasonEnum,
    description: `Why the number of people is not known; one that a row can carry. ${KEPT}`,
  }),
  reachBasis: t.field({ type: ReachBasisEnum, description: `What the number of people counts. ${KEPT}` }),
  evidence: t.field({
    type: [EvidenceInput],
    description: `Links that show it, 20 at most; the list replaces the one before. ${KEPT}`,
  }),
  language: t.field({ type: Language, description: LANGUAGE_INPUT }),
});

mutation({
  name: 'reportProgress',
  description:
    'Saves what an organisation reports of an action over a period, as a draft that only the organisation sees: makes it the first time, and keeps it afterwards. For who speaks for an organisation that takes part in the action.',
  asks: 'Of which action, period and organisation, and what is reported so far.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action reported on.' }),
    periodId: t.id({ required: true, description: 'The period reported on.' }),
    organisationId: t.id({ required: true, description: 'The organisation that reports.' }),
    ...contentInput(t),
    expectedVersion: t.int({
      description: `${CHANGE_INPUT.expectedVersion} Give 0 when nothing was saved yet, so that what a colleague saved meanwhile is not written over.`,
    }),
  }),
  objectType: 'ProgressUpdate',
  shows: SHOWS_UPDATE,
  change: (input, context, db) => saveReport(input as ReportInput, context, db),
});
