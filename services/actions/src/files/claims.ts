import {
  type CsvFile,
  decimal,
  figure,
  flag,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  text,
} from '@kapstok/kit';
import { CLAIM_QUALIFIER, CLAIM_SUBJECT } from '@kapstok/schema';
import { own, ownCode, source } from './kinds.ts';

export const claims: CsvFile = {
  ...own(
    'claim',
    'claims.csv',
    'Figures that somebody published about the programme, kept beside what is counted.',
  ),
  columns: {
    code: ownCode,
    subject: must(oneOf(CLAIM_SUBJECT), 'What it is about.'),
    title: must(localized, 'The claim in a sentence.'),
    value: must(figure(decimal), 'The number claimed.'),
    qualifier: must(oneOf(CLAIM_QUALIFIER), 'How exact it was meant.'),
    unit: must(text, 'What is counted, such as actions, EUR, persons, percent.'),
    action: may(ref('actions.csv', ['action']), 'The action it is about.'),
    domain: may(ref('domains.csv', ['domain']), 'The domain it is about.'),
    claimed_by: may(text, 'Who said so.'),
    claimed_on: may(partialDate, 'When.'),
    is_derived: must(flag, 'Whether it was computed from other claims rather than said.'),
    note: may(text, 'Remark.'),
    source,
  },
};
