import { type CsvFile, localized, may, must, ref } from '@kapstok/kit';
import { own, ownCode, position, source, title } from './kinds.ts';

export const domains: CsvFile = {
  ...own('policy_domain', 'domains.csv', "The policy domains, in the city's own list and order."),
  isRequired: true,
  columns: {
    code: ownCode,
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What the domain is about.'),
    source,
  },
};

export const blocks: CsvFile = {
  ...own('block', 'blocks.csv', 'Groups of actions inside a domain.'),
  columns: {
    code: ownCode,
    domain: must(ref('domains.csv', ['domain']), 'The domain it belongs to.'),
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What the block is about.'),
    source,
  },
};
