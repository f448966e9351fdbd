import { programmesOf, reads } from '@kapstok/kit';
import {
  afterRow,
  codes,
  type Dataset,
  limitOf,
  may,
  must,
  ofProgrammes,
  programmes,
  since,
  until,
  whereOf,
  words,
} from '@kapstok/kit/data';
import { DATASETS, MISSING_REASON, PLACE_LEVEL } from '@kapstok/schema';
import { places } from './place-filter.ts';

const ORDER = [
  { name: 'programme_id', type: 'uuid' },
  { name: 'code', type: 'text' },
] as const;

export const targets: Dataset = {
  name: 'targets',
  title: DATASETS.targets.title,
  about: DATASETS.targets.holds,
  columns: [
    must('id', 'id', 'Stable identifier of the row; `after` takes it to go on after this row.'),
    must('programme', 'code', 'The programme, by its name in addresses.'),
    must('code', 'code', 'Code of the target, unique within the programme.'),
    must('indicator', 'code', 'Code of the indicator; the data set `indicators` describes it.'),
    must('place', 'code', 'NIS code of the place.'),
    must('period_start', 'date', 'First day of the period.'),
    must('period_end', 'date', 'Last day of the period.'),
    may('value', 'number', 'The figure wanted, in the unit of the indicator; empty when it is not known.'),
    may('value_reason', 'word', 'Why there is no figure; empty when there is one.', MISSING_REASON),
    must('unit', 'word', 'What the figure is given in.'),
    may('note', 'text', 'Remark, for those who steer the programme; empty for everybody else.'),
    may('source', 'code', 'Key of the source in the programme; empty when none is stated.'),
    may('source_citation', 'text', 'Who set it, where and when.'),
  ],
  filters: {
    programme: programmes('row.programme_id'),
    indicator: codes(
      'Indicators',
      (found) => `row.indicator_id in (select id from indicator where code = any (${found}))`,
    ),
    place: places('row.place_id'),
    placeLevel: words(
      'Kinds of places',
      PLACE_LEVEL,
      (found) => `row.place_id in (select id from place where level = any (${found}))`,
    ),
    from: since('Periods that begin on this day or later.', 'row.period_start'),
    to: until('Periods that end on this day or before.', 'row.period_end'),
  },
  async read(session, viewer, selection) {
    const after = await afterRow(session, selection, 'target', ORDER);
    const always = [ofProgrammes(programmesOf(viewer, 'FIGURES'), 'row.programme_id'), after];
    return {
      select: `select row.id, name.slug, row.code, indicator.code as indicator, place.nis_code, row.period_start, row.period_end,
          trim_scale(row.value) as value, row.value_reason, indicator.unit, row.note, source.key, source.citation,
          row.programme_id
        from target row
        left join programme_name name on name.programme_id = row.programme_id
        join indicator on indicator.id = row.indicator_id
        join place on place.id = row.place_id
        left join source on source.id = row.source_id
        where ${whereOf(selection, targets.filters, always)}
        order by row.programme_id, row.code${limitOf(selection)}`,
      cellsOf: (row) =>
        row
          .slice(0, 13)
          .map((cell, i) => (i === 10 && !reads(viewer, 'INTERNAL', row[13] ?? null) ? '' : cell)),
    };
  },
};
