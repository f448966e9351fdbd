import fc from 'fast-check';
import { type Drawn, text } from './generate/draws.ts';
import { drawFigures, figureFiles } from './generate/figures.ts';
import { drawMoney, moneyFiles } from './generate/money.ts';
import { drawPlan, participationRows, planRows } from './generate/plan.ts';
import { drawTests, testFiles } from './generate/poverty-tests.ts';
import type { Shape } from './generate/shape.ts';
import { ProgrammeFolder, type Row } from './programme-folder.ts';

export { PLACE } from './generate/figures.ts';
export type { Shape } from './generate/shape.ts';

/** A programme as rows of its files, by file name. */
export interface GeneratedProgramme {
  readonly slug: string;
  readonly files: Readonly<Record<string, readonly Row[]>>;
}

const drawProgramme = (shape: Shape) =>
  fc.record({
    slug: fc.constant(shape.slug ?? 'any-city'),
    language: fc.constantFrom('nl', 'fr', 'en', 'de').map((language) => shape.language ?? language),
    title: text,
    plan: drawPlan(shape),
    money: drawMoney(shape),
    figures: drawFigures(),
    tests: drawTests(shape),
  });
type Programme = Drawn<ReturnType<typeof drawProgramme>>;

/** Any programme that the format allows, in the shape that is given. */
export const programmeArbitrary = (shape: Shape = {}): fc.Arbitrary<GeneratedProgramme> =>
  drawProgramme(shape).map((programme) => ({ slug: programme.slug, files: toFiles(programme) }));

/** One programme in a shape, the same on every run. */
export function exampleProgramme(shape: Shape): GeneratedProgramme {
  const [example] = fc.sample(programmeArbitrary(shape), { numRuns: 1, seed: 7 });
  if (example === undefined) throw new Error('Nothing was drawn.');
  return example;
}

/** Writes the programme as a folder; files without rows are left out. */
export async function writeProgramme({ files }: GeneratedProgramme): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.empty();
  for (const [file, rows] of Object.entries(files)) if (rows.length > 0) await folder.write(file, rows);
  return folder;
}

function toFiles({ slug, language, title, plan, ...other }: Programme): Record<string, Row[]> {
  const rows = planRows(plan, slug, language);
  const money = moneyFiles(other.money, language, rows);
  const named = { ...rows, agreements: money['agreements.csv'] };
  const own = {
    slug,
    [`title_${language}`]: title,
    starts_on: '2026-01-01',
    status: 'RUNNING',
    is_fictional: 'true',
    default_language: language,
    source: 'S1',
  };
  return {
    'programme.csv': [own],
    'sources.csv': [{ key: 'S1', citation: 'Made up.' }],
    'domains.csv': rows.domains,
    'blocks.csv': rows.blocks,
    'organisations.csv': rows.organisations,
    'actions.csv': rows.actions,
    'participations.csv': participationRows(plan, rows),
    ...money,
    ...figureFiles(other.figures, language, rows),
    ...testFiles(other.tests, slug, language, named),
  };
}
