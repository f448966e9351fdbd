import { type CsvFile, code, localized, may, must, oneOf, ref, slug } from '@kapstok/kit';
import { LANGUAGES, LINEAGE_KIND } from '@kapstok/schema';
import { basis, own, ownCode, source } from './kinds.ts';

export const lineage: CsvFile = {
  ...own(
    'lineage_link',
    'lineage.csv',
    'What became of the actions of an earlier plan. Kept with the later plan.',
  ),
  columns: {
    code: ownCode,
    kind: must(oneOf(LINEAGE_KIND), 'What became of it.'),
    from_programme: must(slug, 'Slug of the earlier plan.'),
    from_action: must(code, 'Code of the action there.'),
    to_action: may(ref('actions.csv', ['to_action']), 'Code of the action here; empty only for DROPS.'),
    basis,
    reason: may(localized, 'What the link rests on; must be given when no source states it.'),
    source,
  },
  rules: [
    (rows) =>
      rows
        .filter(({ cells }) => (cells['kind'] === 'DROPS') !== (cells['to_action'] === ''))
        .map((row) => ({
          row,
          column: 'to_action',
          message: 'is filled for every kind but DROPS, and empty for DROPS',
        })),
    (rows) =>
      rows
        .filter(({ cells }) => cells['basis'] === 'DERIVED' && !LANGUAGES.some((l) => cells[`reason_${l}`]))
        .map((row) => ({
          row,
          column: 'reason_nl',
          message: 'is empty; a derived link says what it rests on',
        })),
  ],
};
