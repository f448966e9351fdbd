import { type CsvFile, code, flag, may, must, oneOf, partialDate, text } from '@kapstok/kit';
import { ORGANISATION_CHANGE, ORGANISATION_KIND } from '@kapstok/schema';
import { enterpriseNumber, organisation, source, sourceKey } from './kinds.ts';
import { doesNotCircle, linksTwo } from './rules.ts';

const organisations: CsvFile = {
  name: 'organisations.csv',
  about: 'Who takes part. Shared: the same code in another programme is the same organisation.',
  table: 'organisation',
  scope: 'shared',
  key: ['code'],
  identity: ['name'],
  columns: {
    code: must(code, 'Code, the same in every programme.'),
    name: must(text, 'Name.'),
    enterprise_number: may(enterpriseNumber, 'Number in the Belgian register of enterprises (KBO).'),
    kind: must(oneOf(ORGANISATION_KIND), 'What kind of organisation.'),
    is_internal: must(flag, 'Whether it belongs to the city that runs the programme.'),
    parent: may(organisation('parent'), 'The organisation of which it is a part.'),
    url: may(text, 'Web address.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    note: may(text, 'Remark.'),
    source: may(sourceKey, 'Where it comes from.'),
  },
  rules: [doesNotCircle],
};

const lineage: CsvFile = {
  name: 'organisation-lineage.csv',
  about: 'Which organisations went up in, split off from or took the name of which others.',
  table: 'organisation_lineage',
  scope: 'programme',
  key: ['predecessor', 'successor'],
  columns: {
    predecessor: must(organisation('predecessor'), 'The earlier organisation.'),
    successor: must(organisation('successor'), 'The later organisation.'),
    kind: must(oneOf(ORGANISATION_CHANGE), 'What happened.'),
    happened_on: may(partialDate, 'When.'),
    source,
  },
  rules: [linksTwo],
};

export const organisationFiles: readonly CsvFile[] = [organisations, lineage];
