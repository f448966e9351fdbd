import { ChangeRefused } from '@kapstok/kit';
import { builder } from '../builder.ts';
import type { InputBuilder } from '../change/needs-type.ts';
import { type DeclaredDimension, parseDeclared, writeDeclared } from '../indicator/declared-dimensions.ts';

const MOST_DIMENSIONS = 10;
const MOST_VALUES = 100;

const DimensionDeclaration = builder.inputType('DimensionDeclaration', {
  description: 'One way in which figures may be broken down.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'By what, such as `origin`: lower-case letters, digits, hyphens.',
    }),
    values: t.stringList({
      required: true,
      description: `Its values in their order, ${MOST_VALUES} at most; for a ladder from the lowest step up.`,
    }),
    isOverlapping: t.boolean({
      description: 'Whether somebody can be in several values, so that they do not add up; left out: false.',
    }),
  }),
});

type Given = { name: string; values: readonly string[]; isOverlapping?: boolean | null | undefined };

export const dimensionsField = (t: InputBuilder) =>
  t.field({
    type: [DimensionDeclaration],
    description: `By what its figures may be broken down, ${MOST_DIMENSIONS} ways at most; left out: by anything.`,
  });

/** The declared breakdowns in their one spelling; null when none is declared. */
export function dimensionsOf(given: readonly Given[] | null | undefined): string | null {
  if (given == null || given.length === 0) return null;
  const declared: DeclaredDimension[] = given.map(({ name, values, isOverlapping }) => ({
    name,
    values,
    isOverlapping: isOverlapping ?? false,
  }));
  const written = writeDeclared(declared);
  const isRight =
    given.length <= MOST_DIMENSIONS &&
    given.every(({ values }) => values.length > 0 && values.length <= MOST_VALUES) &&
    written.length <= 4000 &&
    parseDeclared(written)?.length === given.length;
  if (isRight) return written;
  const message = `A breakdown has a name and values of lower-case letters, digits and hyphens, each once; ${MOST_DIMENSIONS} breakdowns and ${MOST_VALUES} values at most.`;
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'dimensions' });
}
