import {
  afterRow,
  codes,
  type Dataset,
  limitOf,
  may,
  must,
  since,
  until,
  whereOf,
  words,
} from '@kapstok/kit/data';
import { DATASETS, PLACE_LEVEL } from '@kapstok/schema';
import { places as placeFilter } from './place-filter.ts';

export const places: Dataset = {
  name: 'places',
  title: DATASETS.places.title,
  about: DATASETS.places.holds,
  columns: [
    must('id', 'id', 'Stable identifier of the row; `after` takes it to go on after this row.'),
    must('nis_code', 'code', 'The code under which Statbel knows the place: five digits.'),
    must('name', 'text', 'Name of the place.'),
    must('level', 'word', 'What kind of place it is.', PLACE_LEVEL),
    may('parent', 'code', 'NIS code of the place in which it lies; empty for a country or when not known.'),
    may(
      'valid_from',
      'date',
      'First day on which the place was there, as municipalities merge; empty when not known.',
    ),
    may('valid_to', 'date', 'Last such day; empty while it is there.'),
  ],
  filters: {
    place: placeFilter('row.id'),
    placeLevel: words('Kinds of places', PLACE_LEVEL, (found) => `row.level = any (${found})`),
    in: codes(
      'Places directly inside these, by NIS code',
      (found) => `row.parent_id in (select id from place where nis_code = any (${found}))`,
    ),
    from: since('Places that were still there on this day.', `coalesce(row.valid_to, 'infinity')`),
    to: until('Places that were there already on this day.', `coalesce(row.valid_from, '-infinity')`),
  },
  async read(session, _viewer, selection) {
    const after = await afterRow(session, selection, 'place', [{ name: 'nis_code', type: 'text' }]);
    return {
      select: `select row.id, row.nis_code, row.name, row.level, parent.nis_code as parent, row.valid_from, row.valid_to
        from place row left join place parent on parent.id = row.parent_id
        where ${whereOf(selection, places.filters, [after])}
        order by row.nis_code${limitOf(selection)}`,
      cellsOf: (row) => [...row],
    };
  },
};
