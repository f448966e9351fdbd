import {
  type CsvFile,
  figure,
  flag,
  inOrder,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  text,
} from '@kapstok/kit';
import { INVOLVEMENT_CHANNEL, INVOLVEMENT_MOMENT, PARTICIPATION_ROLE } from '@kapstok/schema';
import { count, ofAction, own, ownCode, source, title } from './kinds.ts';

export const dialogueSessions: CsvFile = {
  ...own(
    'dialogue_session',
    'dialogue-sessions.csv',
    'Meetings from which actions and changes came; numbers, no names.',
  ),
  columns: {
    code: ownCode,
    title,
    held_on: may(partialDate, 'When it was held.'),
    through: must(oneOf(INVOLVEMENT_CHANNEL), 'Who spoke.'),
    organisation: may(ref('organisations.csv', ['organisation']), 'Organisation that held it or spoke.'),
    head_count: may(count, 'How many people took part.'),
    note: may(text, 'Remark.'),
    source,
  },
};

export const participations: CsvFile = {
  name: 'participations.csv',
  about: 'Which organisation takes part in which action, and how.',
  table: 'participation',
  scope: 'programme',
  key: ['action', 'organisation', 'role'],
  columns: {
    action: ofAction,
    organisation: must(ref('organisations.csv', ['organisation']), 'The organisation.'),
    role: must(oneOf(PARTICIPATION_ROLE), 'In which role.'),
    since: may(partialDate, 'From when.'),
    until: may(partialDate, 'Until when.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    source,
  },
  rules: [inOrder('since', 'until')],
};

export const userParticipations: CsvFile = {
  ...own(
    'user_participation',
    'user-participations.csv',
    'Where people with experience of poverty were heard; never names.',
  ),
  columns: {
    code: ownCode,
    action: may(ref('actions.csv', ['action']), 'The action; empty for the programme as a whole.'),
    moment: must(oneOf(INVOLVEMENT_MOMENT), 'When in the life of the plan or action.'),
    through: must(oneOf(INVOLVEMENT_CHANNEL), 'Who spoke.'),
    organisation: may(ref('organisations.csv', ['organisation']), 'Organisation that spoke or held it.'),
    head_count: must(figure(count), 'How many people took part.'),
    note: may(localized, 'What was discussed.'),
    source,
  },
};
