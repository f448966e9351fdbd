/**
 * Changes since `schema/released.graphql` that can break a client and are made all the same: the sentence with which
 * the test names the change, and why. Empty again after each release, when `released.graphql` is renewed.
 */
export const ACCEPTED_BREAKS: Readonly<Record<string, string>> = {
  'Organisation.budget changed type from BudgetSummary! to BudgetSummary.':
    'Null for who may read the money of no programme: a sum of nothing would look like no money.',
  'Programme.attention changed type from AttentionConnection! to AttentionConnection.':
    'Null for who may not read it: an empty list would say that nothing needs attention.',
};
