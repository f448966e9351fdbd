import { type CsvFile, figure, must, ref } from '@kapstok/kit';
import { count, ofAction, own, ownCode, source, title } from './kinds.ts';

export const peopleGroups: CsvFile = {
  ...own('people_group', 'people-groups.csv', 'Groups of people that actions are meant for.'),
  columns: { code: ownCode, title },
};

export const targetGroups: CsvFile = {
  name: 'target-groups.csv',
  about: 'Whom an action is meant for.',
  table: 'target_group',
  scope: 'programme',
  key: ['action', 'people_group'],
  columns: {
    action: ofAction,
    people_group: must(ref('people-groups.csv', ['people_group']), 'The group.'),
    person_count: must(figure(count), 'How many persons or families the action is meant to reach.'),
    source,
  },
};
