import type { CsvRow, RowRule as Rule } from '@kapstok/kit';

const cell = (row: CsvRow, column: string): string => row.cells[column] ?? '';

function gather(rows: readonly CsvRow[], key: (row: CsvRow) => string): CsvRow[][] {
  const groups = new Map<string, CsvRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

/** No row is its own ancestor. */
export const doesNotCircle: Rule = (rows) => {
  const parentOf = new Map(rows.map((row) => [cell(row, 'code'), cell(row, 'parent')]));
  return rows.flatMap((row) => {
    const own = cell(row, 'code');
    const seen = new Set<string>();
    for (let at = parentOf.get(own) ?? ''; at !== '' && !seen.has(at); at = parentOf.get(at) ?? '')
      seen.add(at);
    return seen.has(own) ? [{ row, column: 'parent', message: 'makes the row a part of itself' }] : [];
  });
};

/** The predecessor and the successor are two organisations. */
export const linksTwo: Rule = (rows) =>
  rows
    .filter((row) => cell(row, 'predecessor') === cell(row, 'successor'))
    .map((row) => ({ row, column: 'successor', message: 'is the predecessor itself' }));

/** The shares of one agreement add to 100 %. */
export const sharesAreWhole: Rule = (rows) =>
  gather(rows, (row) => cell(row, 'agreement')).flatMap((group) => {
    const points = group.map((row) => basisPoints(cell(row, 'share_percent')));
    const last = group.at(-1);
    // A share that is no percentage has its own message.
    if (last === undefined || points.includes(null)) return [];
    const empty = group.filter((_, i) => points[i] === 0);
    if (empty.length > 0)
      return empty.map((row) => ({ row, column: 'share_percent', message: 'is 0; leave the row out' }));
    const total = points.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    if (total === 10_000) return [];
    const message = `makes the shares of ${cell(last, 'agreement')} add to ${total / 100} %; they must add to 100 %`;
    return [{ row: last, column: 'share_percent', message }];
  });

function basisPoints(share: string): number | null {
  const [, whole, rest = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(share) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(rest.padEnd(2, '0'));
}

/** A budget line has an amount or says why not, never both. */
export const amountOrReason: Rule = (rows) =>
  rows
    .filter((row) => {
      const hasAmount = cell(row, 'original_amount') !== '' || cell(row, 'revised_amount') !== '';
      return hasAmount === (cell(row, 'amount_reason') !== '');
    })
    .map((row) => ({
      row,
      column: 'amount_reason',
      message: 'must be filled when the line has no amount, and only then',
    }));

/** A share is divided inside its own agreement only. */
export const divideOwnAgreement: Rule = (rows) => {
  const agreementOf = new Map(rows.map((row) => [cell(row, 'code'), cell(row, 'agreement')]));
  return rows
    .filter(
      (row) => (agreementOf.get(cell(row, 'parent')) ?? cell(row, 'agreement')) !== cell(row, 'agreement'),
    )
    .map((row) => ({ row, column: 'parent', message: 'is a share of another agreement' }));
};

/** The shares at one level of one agreement add to a whole; exactly, since thirds have no decimals. */
export const costIsWhole: Rule = (rows) =>
  gather(rows, (row) => `${cell(row, 'agreement')}\0${cell(row, 'parent')}`).flatMap((group) => {
    const last = group.at(-1);
    const parts = group.map((row) => [cell(row, 'share_numerator'), cell(row, 'share_denominator')] as const);
    if (last === undefined || parts.some(([n, d]) => !/^\d{1,9}$/.test(n) || !/^[1-9]\d{0,8}$/.test(d)))
      return [];
    const [top, bottom] = parts.reduce<[bigint, bigint]>(
      ([n, d], [m, e]) => [n * BigInt(e) + BigInt(m) * d, d * BigInt(e)],
      [0n, 1n],
    );
    if (top === bottom) return [];
    const of = cell(last, 'parent') === '' ? cell(last, 'agreement') : cell(last, 'parent');
    const message = `makes the shares of ${of} add to something else than a whole`;
    return [{ row: last, column: 'share_numerator', message }];
  });

/** The value of a contract and its currency go together. */
export const valueWithCurrency: Rule = (rows) =>
  rows
    .filter((row) => (cell(row, 'contract_value') === '') !== (cell(row, 'contract_currency') === ''))
    .map((row) => ({
      row,
      column: 'contract_currency',
      message: 'goes with contract_value: give both or neither',
    }));

/** What is due is a number or a share of the value of the contract, not both; no share is 0. */
export const dueOnce: Rule = (rows) =>
  rows
    .filter((row) => cell(row, 'due_share_percent') !== '')
    .filter((row) => cell(row, 'due_value') !== '' || basisPoints(cell(row, 'due_share_percent')) === 0)
    .map((row) => ({
      row,
      column: 'due_share_percent',
      message:
        'is more than 0, and stands instead of due_value: leave that empty, with the reason NOT_APPLICABLE',
    }));

/** An agreement states one total, and nobody employs fewer than nobody. */
export const statedOnce: Rule = (rows) => [
  ...rows
    .filter((row) => cell(row, 'fte').startsWith('-'))
    .map((row) => ({ row, column: 'fte', message: 'is negative' })),
  ...gather(
    rows.filter((row) => cell(row, 'employer') === ''),
    (row) => cell(row, 'agreement'),
  ).flatMap(([, ...more]) =>
    more.map((row) => ({
      row,
      column: 'employer',
      message: 'is empty a second time: an agreement states one total',
    })),
  ),
];

/** A period ends after it begins, and a decision has its day; a claim is for more than nothing. */
export const claimIsSound: Rule = (rows) =>
  rows.flatMap((row) => {
    const isOpen = cell(row, 'status') === 'SUBMITTED';
    if (isOpen !== (cell(row, 'decided_on') === ''))
      return [
        {
          row,
          column: 'decided_on',
          message: 'is the day of the decision: empty while SUBMITTED, and only then',
        },
      ];
    if (cell(row, 'status') === 'REJECTED' && cell(row, 'decision_reason') === '')
      return [{ row, column: 'decision_reason', message: 'is empty, and a claim is rejected for a reason' }];
    if (/^0+(\.0*)?$/.test(cell(row, 'amount'))) return [{ row, column: 'amount', message: 'is 0' }];
    return [];
  });
