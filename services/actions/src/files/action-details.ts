import { type CsvFile, date, figure, inOrder, may, must, partialDate, ref, text } from '@kapstok/kit';
import { count, ofAction, own, ownCode, source, title } from './kinds.ts';

export const actionPlaces: CsvFile = {
  name: 'action-places.csv',
  about: 'Where an action takes place.',
  table: 'action_place',
  scope: 'programme',
  key: ['action', 'place'],
  columns: { action: ofAction, place: must(ref('places.csv', ['place']), 'NIS code, as in places.csv.') },
};

export const milestones: CsvFile = {
  ...own('milestone', 'milestones.csv', 'Points that an action should reach.'),
  columns: {
    code: ownCode,
    action: ofAction,
    title,
    planned_on: may(partialDate, 'Planned for.'),
    actual_on: may(partialDate, 'Reached on.'),
    source,
  },
};

export const deliveries: CsvFile = {
  ...own('delivery', 'deliveries.csv', 'Sessions that an action holds, by a recurrence rule.'),
  columns: {
    code: ownCode,
    action: ofAction,
    title,
    place: may(text, 'Where, in words.'),
    recurrence: may(text, 'When, as an RFC 5545 recurrence rule such as FREQ=WEEKLY;BYDAY=FR.'),
    starts_on: may(date, 'First day of the rule.'),
    ends_on: may(date, 'Last day of the rule.'),
    planned_count: may(count, 'Sessions planned.'),
    held_count: must(figure(count), 'Sessions held.'),
    note: may(text, 'Remark.'),
    source,
  },
  rules: [inOrder('starts_on', 'ends_on')],
};
