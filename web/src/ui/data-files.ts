import type { Snippet } from './snippet-text.ts';

/** Kinds of files that every data set comes as, and what only observations come as. */
export const FILE_FORMATS = ['csv', 'json', 'zip', 'metadata.json'] as const;
export const OBSERVATION_FORMATS = ['csv', 'json', 'sdmx.csv', 'zip', 'metadata.json'] as const;
export type FileFormat = (typeof OBSERVATION_FORMATS)[number];

type Filters = Readonly<Record<string, string | readonly string[] | null>>;

/** Where a file of figures is: `/data/observations.csv?programme=…`. Lists are written with commas, as people would. */
export function fileAddress(dataset: string, format: FileFormat, filters: Filters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    const text = value === null ? '' : [value].flat().join(',');
    if (text !== '') search.set(name, text);
  }
  const query = search.toString().replaceAll('%2C', ',');
  return `/data/${dataset}.${format}${query === '' ? '' : `?${query}`}`;
}

/** A file as one can paste it into a terminal, R or Python. The token comes from the environment, never into the text. */
export function fileSnippets(origin: string, address: string): Snippet[] {
  const url = origin + address;
  return [
    {
      name: 'curl',
      text: `curl -s "${url}" \\
  -H "authorization: Bearer $KAPSTOK_TOKEN" > ${address.slice('/data/'.length).split('?')[0]}`,
    },
    {
      name: 'R',
      text: `library(httr2)
rows <- request("${url}") |>
  req_auth_bearer_token(Sys.getenv("KAPSTOK_TOKEN")) |>
  req_perform() |>
  resp_body_string() |>
  textConnection() |>
  read.csv(colClasses = c(place = "character"))`,
    },
    {
      name: 'Python',
      text: `import csv, io, os, requests
answer = requests.get(
    "${url}",
    headers={"authorization": "Bearer " + os.environ["KAPSTOK_TOKEN"]},
)
answer.raise_for_status()
rows = list(csv.DictReader(io.StringIO(answer.text)))`,
    },
  ];
}
