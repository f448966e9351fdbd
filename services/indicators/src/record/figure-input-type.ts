import { builder, MissingReasonEnum } from '../builder.ts';
import type { InputBuilder } from '../change/needs-type.ts';
import { precisionField } from '../change/needs-type.ts';

const DimensionInput = builder.inputType('DimensionInput', {
  description: 'One way in which a figure is broken down.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'By what, such as `origin`.' }),
    value: t.string({ required: true, description: 'Which part, such as `non-belgian`.' }),
  }),
});

/** The input fields that say where a figure belongs. */
export const cellFields = (t: InputBuilder) => ({
  nisCode: t.string({ required: true, description: 'NIS code of the place, such as `34022`.' }),
  periodStart: t.field({ type: 'Date', required: true, description: 'First day of the period.' }),
  periodEnd: t.field({
    type: 'Date',
    required: true,
    description: 'Last day of the period; the first again for a figure of one day.',
  }),
  dimensions: t.field({
    type: [DimensionInput],
    description: 'By what it is broken down, as the definition declares; left out: the total.',
  }),
  series: t.string({
    description:
      'The name of a publication that says something else than others of the same cell; left out: `main`.',
  }),
  definitionVersion: t.int({
    description: 'Number of the version of the definition under which it was measured; left out: the newest.',
  }),
});

/** The input fields that say what was published. */
export const figureFields = (t: InputBuilder) => ({
  value: t.field({
    type: 'Decimal',
    description: 'The number, in the unit of the definition; left out: `reason` says why there is none.',
  }),
  reason: t.field({
    type: MissingReasonEnum,
    description: 'Why there is no number: NOT_PUBLISHED, NOT_MEASURED, NOT_APPLICABLE or LOST_IN_SOURCE.',
  }),
  numerator: t.field({
    type: 'Decimal',
    description: 'The part, when it is a ratio and its parts are known.',
  }),
  denominator: t.field({ type: 'Decimal', description: 'The whole, likewise; both or neither.' }),
  qualitative: t.string({
    description: 'What was said in words, such as when no figure was given; 2000 characters at most.',
  }),
  vintage: t.field({
    type: 'Date',
    required: true,
    description: 'When it was published, UTC, not in the future.',
  }),
  vintagePrecision: precisionField(t, 'vintage'),
  isBreak: t.boolean({
    description: 'Whether the way of measuring changed with this period; left out: false.',
  }),
  isEstimate: t.boolean({ description: 'Whether it is an estimate; left out: false.' }),
  isProvisional: t.boolean({ description: 'Whether its publisher calls it provisional; left out: false.' }),
  isConfidential: t.boolean({
    description: 'Whether its publisher calls it confidential; left out: false.',
  }),
  isDerived: t.boolean({
    description: 'Whether it was computed from what a source says rather than read there; left out: false.',
  }),
  isStructuralZero: t.boolean({
    description:
      'Whether the rules make it nought, so that nobody can ever be counted here; then `value` is 0, without numerator and denominator. Partners and the public are told such a nought; any other is withheld as a small number is. Left out: false.',
  }),
  note: t.string({ description: 'Internal remark, 5000 characters at most.' }),
  sourceKey: t.string({
    required: true,
    description: 'Key of the source in which it was published; `recordFigureSource` adds one.',
  }),
});
