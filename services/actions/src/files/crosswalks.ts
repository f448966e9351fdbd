import { type CsvFile, may, must, oneOf, ref, text } from '@kapstok/kit';
import { CROSSWALK_VOCABULARY } from '@kapstok/schema';
import { basis, ofAction, own, ownCode, source, title } from './kinds.ts';

export const crosswalks: CsvFile = {
  ...own(
    'crosswalk',
    'crosswalks.csv',
    "Terms of other people's lists to which domains and actions are related.",
  ),
  columns: {
    code: ownCode,
    vocabulary: must(oneOf(CROSSWALK_VOCABULARY), 'Whose list.'),
    notation: must(text, 'Code or term in that list.'),
    title,
    uri: may(text, 'Web identifier of the term.'),
    source,
  },
};

const crosswalk = must(ref('crosswalks.csv', ['crosswalk']), 'The term.');

export const domainCrosswalks: CsvFile = {
  name: 'domain-crosswalks.csv',
  about: 'Which terms of other lists a domain is related to.',
  table: 'domain_crosswalk',
  scope: 'programme',
  key: ['domain', 'crosswalk'],
  columns: { domain: must(ref('domains.csv', ['domain']), 'The domain.'), crosswalk, basis },
};

export const actionCrosswalks: CsvFile = {
  name: 'action-crosswalks.csv',
  about: 'Which terms of other lists an action is related to.',
  table: 'action_crosswalk',
  scope: 'programme',
  key: ['action', 'crosswalk'],
  columns: { action: ofAction, crosswalk, basis },
};
