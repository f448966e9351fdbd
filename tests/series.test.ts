import { beforeAll, expect, test } from 'vitest';
import { directorOf, type Payload } from './access-world.ts';
import { openTestHub, type TestHub } from './hub.ts';

// Every figure of the four series that were found in public, by hand from the notes of what was read and not from the
// files of the programme: value, definition, source, when it was published, and where a break lies.

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  return () => hub.close();
});

const QUERY = `query ($code: String!, $after: String) { programme(slug: "kortrijk-2013") { indicators(filter: { code: $code }) { nodes {
  observations(allSeries: true, includeRevisions: true, dimensions: [], first: 100, after: $after) { totalCount nodes {
    place { nisCode } periodEnd series definitionVersion figure { value reason } vintage isBreak source { key } } } } } } }`;

/** Each figure in one line: place, year, definition, series where it is not the main one, value, vintage, source, break. */
async function linesOf(code: string): Promise<string[]> {
  const { data, errors } = await hub.askAs(directorOf('kortrijk-2013'), QUERY, { code });
  expect(errors).toEqual([]);
  const { totalCount, nodes } = data.programme.indicators.nodes[0].observations;
  expect(nodes).toHaveLength(totalCount);
  return nodes
    .map((one: Payload) =>
      [
        one.place.nisCode,
        one.periodEnd.slice(0, 4),
        `v${one.definitionVersion}`,
        ...(one.series === 'main' ? [] : [one.series]),
        one.figure.value ?? one.figure.reason,
        one.vintage,
        one.source.key,
        ...(one.isBreak ? ['break'] : []),
      ].join(' '),
    )
    .sort();
}

const SERIES: Record<string, string> = {
  'kansarmoede-index': `
    34022 2009 v1 7.5 2015-12-31 S4
    34022 2012 v1 18 2013-12-13 K2
    34022 2012 v1 18 2015-12-31 S4
    34022 2013 v1 NOT_PUBLISHED 2017-06-30 K5
    34022 2014 v1 NOT_PUBLISHED 2017-06-30 K5
    34022 2015 v1 12.9 2017-06-30 K5
    34022 2015 v1 press-rounded 12 2017-06-30 K5
    34022 2016 v1 17.4 2017-06-30 K5
    34022 2017 v1 18.6 2019-06-13 K6
    34022 2018 v1 18.2 2019-06-13 K6
    34022 2019 v1 NOT_PUBLISHED 2020-06-30 I7
    34022 2025 v1 stadsmonitor-latest 12.6 2026-03-31 I12
    30000 2016 v1 11.68 2017-06-30 K5
    30000 2017 v1 12.9 2019-06-13 K6
    30000 2018 v1 13.2 2019-06-13 K6
    30000 2019 v1 12.9 2021-06-30 I8
    30000 2020 v1 12.9 2021-06-30 I8
    30000 2021 v1 12.5 2022-06-30 I9
    02000 2015 v1 12 2017-10-30 I5
    02000 2016 v1 12.82 2017-10-30 I5
    02000 2017 v1 13.76 2018-06-30 I6
    02000 2018 v1 14.1 2019-06-13 K6
    02000 2019 v1 14 2020-06-30 I7
    02000 2019 v1 opgroeien-2021 14.1 2021-06-30 I8
    02000 2020 v1 13.7 2021-06-30 I8
    02000 2021 v1 12.7 2022-06-30 I10
    02000 2022 v1 NOT_PUBLISHED 2023-06-27 I11
    10000 2020 v1 17.5 2021-06-30 I8
    20001 2020 v1 8.2 2021-06-30 I8
    40000 2020 v1 12.9 2021-06-30 I8
    70000 2020 v1 14.1 2021-06-30 I8
    10000 2021 v1 16.1 2022-06-30 I9
    70000 2021 v1 13.2 2022-06-30 I9
    40000 2021 v1 12.1 2022-06-30 I9
    20001 2021 v1 7.6 2022-06-30 I9
    36015 2016 v1 14.6 2017-06-30 K5
    35013 2016 v1 29.6 2017-06-30 K5
    31005 2016 v1 9.6 2017-06-30 K5`,
  arope: `
    01000 2004 v1 21.6 2023-04-30 I1
    01000 2005 v1 22.6 2023-04-30 I1
    01000 2010 v1 20.8 2023-04-30 I1
    01000 2012 v1 21.6 2021-06-30 I13
    01000 2013 v1 20.8 2023-04-30 I1
    01000 2014 v1 21.2 2021-06-30 I13
    01000 2015 v1 21.1 2023-04-30 I1
    01000 2016 v1 20.7 2019-04-30 I21
    01000 2016 v1 20.9 2021-06-30 I13
    01000 2017 v1 20.3 2019-04-30 I21
    01000 2017 v1 20.6 2021-06-30 I13
    01000 2018 v1 20 2023-04-30 I1
    01000 2019 v1 19.5 2021-06-30 I13 break
    01000 2020 v1 18.9 2021-06-30 I13
    01000 2022 v1 18.3 2023-04-30 I1
    01000 2015 v2 21.6 2023-04-30 I1
    01000 2018 v2 20.5 2023-04-30 I1
    01000 2019 v2 20 2023-04-30 I1 break
    01000 2020 v2 20.3 2022-03-29 I2
    01000 2021 v2 19.3 2022-03-29 I2
    01000 2021 v2 18.8 2023-04-30 I1
    01000 2022 v2 18.7 2023-04-30 I1
    01000 2024 v2 18.2 2025-12-31 I15
    02000 2019 v1 13.2 2021-06-30 I13 break
    02000 2020 v1 13 2021-06-30 I13
    02000 2020 v2 14.2 2022-03-29 I2
    02000 2021 v2 13.1 2022-03-29 I2
    02000 2022 v2 11.2 2023-12-31 I14
    02000 2024 v2 12.8 2025-02-28 I16
    30000 2021 v2 10.2 2022-03-29 I2`,
  leefloon: `
    01000 2003 v1 74.1 2024-12-31 I18
    01000 2005 v1 76.3 2024-12-31 I18
    01000 2010 v1 95.6 2024-12-31 I18
    01000 2014 v1 102.8 2024-12-31 I18
    01000 2015 v1 116.2 2023-12-31 I17
    01000 2015 v1 116.1 2024-12-31 I18
    01000 2017 v1 140.2 2024-12-31 I18
    01000 2019 v1 146.8 2024-12-31 I18
    01000 2020 v1 153.4 2023-12-31 I17
    01000 2020 v1 153.3 2024-12-31 I18
    01000 2022 v1 152.3 2023-12-31 I17
    01000 2022 v1 152.9 2024-12-31 I18
    02000 2003 v1 23.2 2024-12-31 I18
    02000 2005 v1 21.9 2024-12-31 I18
    02000 2010 v1 25.9 2024-12-31 I18
    02000 2014 v1 24.8 2024-12-31 I18
    02000 2015 v1 27.2 2024-12-31 I18
    02000 2019 v1 36.8 2024-12-31 I18
    01000 2012 v2 96.13 2013-12-31 I19
    02000 2012 v2 23.36 2013-12-31 I19
    01000 2012 v3 149.843 2013-12-31 I19
    34022 2013 v1 NOT_PUBLISHED 2024-12-31 I18
    34022 2018 v1 NOT_PUBLISHED 2024-12-31 I18`,
};

test.each(Object.entries(SERIES))(
  '%s: every value with its source, vintage and break',
  async (code, text) => {
    const lines = text.trim().split('\n');
    expect(await linesOf(code)).toEqual(lines.map((line) => line.trim()).sort());
  },
);
