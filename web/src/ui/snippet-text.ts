export interface Snippet {
  readonly name: string;
  readonly text: string;
}

/** A question as one can paste it into a terminal, R or Python. The token comes from the environment, never into the text. */
export function snippetsOf(
  origin: string,
  query: string,
  variables: Readonly<Record<string, string>>,
): Snippet[] {
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' '), variables });
  const pairs = Object.entries(variables);
  return [
    {
      name: 'curl',
      text: `curl -s ${origin}/graphql \\
  -H "authorization: Bearer $KAPSTOK_TOKEN" -H 'content-type: application/json' \\
  -d '${body.replaceAll("'", "'\\''")}'`,
    },
    {
      name: 'R',
      text: `library(httr2)
query <- r"(${query})"
answer <- request("${origin}/graphql") |>
  req_auth_bearer_token(Sys.getenv("KAPSTOK_TOKEN")) |>
  req_body_json(list(query = query, variables = list(${pairs.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ')}))) |>
  req_perform() |>
  resp_body_json()`,
    },
    {
      name: 'Python',
      text: `import os, requests
query = """${query}"""
answer = requests.post(
    "${origin}/graphql",
    json={"query": query, "variables": ${JSON.stringify(variables)}},
    headers={"authorization": "Bearer " + os.environ["KAPSTOK_TOKEN"]},
).json()`,
    },
  ];
}
