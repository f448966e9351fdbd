import {
  amountSql,
  codes,
  lastColumns,
  localColumns,
  may,
  must,
  programmes,
  readsRow,
  since,
  tableDataset,
  until,
  words,
} from '@kapstok/kit/data';
import { AGREEMENT_KIND, AGREEMENT_STATUS, CITY_ROLE, type Viewer } from '@kapstok/schema';

/** As `readsAgreement`, for whoever reads the money of a programme; a draft is not for all of them. */
export const readsAgreements = (viewer: Viewer, row = 'row'): string =>
  `${readsRow(viewer, 'MONEY')} and (${row}.status <> 'DRAFT' or ${readsRow(viewer, 'DRAFTS')})`;

export const agreements = tableDataset({
  name: 'agreements',
  table: 'agreement',
  joins: `left join agreement parent on parent.id = row.parent_id left join source on source.id = row.source_id`,
  orderedBy: 'code',
  isReadable: readsAgreements,
  columns: [
    [must('code', 'code', 'Number of the agreement, unique within the programme.'), 'row.code'],
    [
      may('parent', 'code', 'Number of the agreement that it is under; empty when under none.'),
      'parent.code',
    ],
    ...localColumns('title', 'Title'),
    [must('kind', 'word', 'What kind of agreement it is.', AGREEMENT_KIND), 'row.kind'],
    [must('status', 'word', 'How it stands, as it was last recorded.', AGREEMENT_STATUS), 'row.status'],
    [may('city_role', 'word', 'What the city is in it; empty when nobody said.', CITY_ROLE), 'row.city_role'],
    [may('signed_on', 'date', 'When it was signed; empty before, or when not known.'), 'row.signed_on'],
    [may('starts_on', 'date', 'First day; empty when not known.'), 'row.starts_on'],
    [may('ends_on', 'date', 'Last day; empty when it has none, or it is not known.'), 'row.ends_on'],
    [
      may('contract_value', 'number', 'What it is worth in all; empty when not known.'),
      amountSql('row.contract_value_cents'),
    ],
    [may('contract_currency', 'code', 'In which currency; empty without a value.'), 'row.contract_currency'],
    [
      may('document_url', 'text', 'Web address of its text; empty when it is not public or not known.'),
      'row.document_url',
    ],
    ...lastColumns,
  ],
  filters: {
    programme: programmes('row.programme_id'),
    code: codes('Agreements', (found) => `row.code = any (${found})`),
    kind: words('Kinds', AGREEMENT_KIND, (found) => `row.kind = any (${found})`),
    status: words('States', AGREEMENT_STATUS, (found) => `row.status = any (${found})`),
    from: since('Agreements that begin on this day or later.', 'row.starts_on'),
    to: until('Agreements that begin on this day or before.', 'row.starts_on'),
  },
});
