import { enumValues, type FieldBuilder } from '@kapstok/kit';
import { REPORTED_FIELD } from '@kapstok/schema';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ProgressUpdateRef } from '../refs.ts';
import type { Subject } from './thread.ts';

export const ReportedFieldEnum = builder.enumType('ReportedField', {
  description: 'A part of what is reported of an action.',
  values: enumValues(REPORTED_FIELD),
});

/** Of which report, and of which part of it, something is said or flagged. */
export const reportFields = (t: FieldBuilder<Context, Pick<Subject, 'updateId' | 'field'>>) => ({
  progressUpdate: t.field({
    type: ProgressUpdateRef,
    nullable: true,
    description:
      'The report that it is about. Null when it is about the action, or the report is not for you.',
    resolve: ({ updateId }, _args, { loaders, updates }) =>
      updateId === null ? null : loaders.load('progress update', null, updateId, updates.byIds),
  }),
  field: t.field({
    type: ReportedFieldEnum,
    nullable: true,
    description: 'The part of the report that it is about. Null when it is about the whole.',
    resolve: ({ field }) => field,
  }),
});
