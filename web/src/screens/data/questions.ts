/** Questions that scripts begin with; each runs as it stands. */
export const OBSERVATIONS_QUERY = `query Observations($slug: String!, $code: String!, $after: String) {
  programme(slug: $slug) {
    indicators(filter: { code: $code }) {
      nodes {
        title
        definition { text }
        observations(first: 100, after: $after, includeRevisions: true) {
          pageInfo { hasNextPage endCursor }
          nodes {
            periodEnd place { nisCode name } figure { value unit reason }
            vintage isBreak isEstimate isProvisional source { citation url }
          }
        }
      }
    }
  }
}`;

export const ACTIONS_QUERY = `query Actions($slug: String!, $after: String) {
  programme(slug: $slug) {
    actions(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { code title status realisation plannedEnd domain { code } owner { name } }
    }
  }
}`;

export const MONEY_QUERY = `query Money($slug: String!, $after: String) {
  programme(slug: $slug) {
    budgetLines(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { code title year kind certainty amount { amount currency } amountReason funder { name } }
    }
  }
}`;

export const TESTS_QUERY = `query Tests($slug: String!, $after: String) {
  programme(slug: $slug) {
    povertyTests(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { code title stage advice conclusion requestedOn advisedOn isOverdue action { code } }
    }
  }
}`;
