import { inflateRawSync } from 'node:zlib';
import { LANGUAGES } from '@kapstok/schema';
import type { DataWorld } from '../data-world.ts';
import type { FiguresWorld } from '../figures-world.ts';
import type { Persona } from '../tokens.ts';

/** A way to ask something of figures, and all that came back as one text. */
export interface Door {
  readonly name: string;
  /** ATTEMPT: it asks for a change, which those who steer would get. */
  readonly kind: 'QUESTION' | 'FILE' | 'ATTEMPT';
  ask(persona: Persona | null): Promise<string>;
}

/** What the doors lead to. */
export interface Asked {
  readonly world: FiguresWorld;
  readonly data: DataWorld;
  readonly slug: string;
  readonly indicatorIds: readonly string[];
  /** Observations by id: told or not. */
  readonly observationIds: readonly string[];
  readonly nisCode: string;
  readonly otherNisCode: string;
  /** Whether files are asked for in every format and language. */
  readonly isThorough: boolean;
}

const FIGURE = 'figure { value reason numerator denominator unit }';
const OBSERVATION = `id code vintage periodStart dimensions { name value } place { nisCode } series isBreak isEstimate isProvisional
  isConfidential isDerived isStructuralZero isUnreliable withheldBecause qualitative note ${FIGURE} definitionVersion
  supersedes { id ${FIGURE} } alternatives { id ${FIGURE} } warnings { code message } publishedAs { quote value }`;
const LIST = `totalCount nodes { ${OBSERVATION} } pageInfo { hasNextPage endCursor }`;

/** Everything that somebody can ask of an indicator, with what is asked of it at one place. */
const ofIndicator = ({ nisCode, otherNisCode }: Asked): Readonly<Record<string, string>> => ({
  observations: `all: observations(first: 100, allSeries: true, includeRevisions: true) { ${LIST} }
    last: observations(first: 100) { ${LIST} } two: observations(first: 2) { ${LIST} }
    before: observations(first: 100, asOf: "2022-01-01") { ${LIST} }
    total: observations(first: 100, dimensions: []) { totalCount }
    there: observations(first: 100, nisCodes: ["${nisCode}"], from: "2020-01-01", to: "2020-12-31") { totalCount }`,
  headline: `latest { ${OBSERVATION} } then: latest(asOf: "2022-01-01") { ${OBSERVATION} }
    there: latest(nisCode: "${otherNisCode}") { ${OBSERVATION} } places { nisCode }`,
  trend: `trend { verdict obstacle change { value unit } from { ${FIGURE} } to { ${FIGURE} } place { nisCode } }
    from: trend(from: "2019-01-01") { verdict obstacle change { value } }
    then: trend(from: "2019-01-01", asOf: "2022-01-01") { verdict obstacle change { value } }
    baseline { ${FIGURE} } targets { ${FIGURE} }`,
  calculated: `calculatedFigures { periodStart ${FIGURE} inputs { code observation { ${OBSERVATION} } } missingInput { code periodStart } }
    then: calculatedFigures(asOf: "2022-01-01") { ${FIGURE} }`,
  transitions: `transitions { cells { from to ${FIGURE} } movedUp { value reason } stayed { value reason } movedDown { value reason }
    total { value reason } movedUpShare { value reason numerator denominator } }`,
  ranks: `comparisonGroups { title rule places { nisCode } similarTo { withinPercent }
    ranking(nisCode: "${nisCode}") { periodEnd median { value } missing { nisCode }
      ranked { rank isOwn place { nisCode } observation { ${FIGURE} } fromMedian { value } } }
    then: ranking(asOf: "2022-01-01") { median { value } } }`,
  difference: `differenceOfDifferences(nisCode: "${nisCode}", comparisonNisCode: "${otherNisCode}", from: "2019-06-01", to: "2020-06-01") {
    own { obstacle change { value } from { ${FIGURE} } to { ${FIGURE} } } compared { obstacle change { value } }
    comparedChange { value reason } difference { value reason } }`,
});

const SUMMARY = `improvingCount worseningCount unchangedCount notComparableCount withValueCount withBaselineCount withTargetCount`;
const ofProgramme: Readonly<Record<string, string>> = {
  lists: `indicators(first: 100) { totalCount ${SUMMARY} nodes { code latest { ${FIGURE} } trend { verdict } } }`,
  quality: `staleIndicators(first: 50) { totalCount nodes { indicator { code } lastPeriodEnd staleSince } }
    qualityWarnings(first: 50) { totalCount nodes { code message } }`,
  printed: `publishedFigures(first: 50) { totalCount nodes { quote value trace agrees observation { ${FIGURE} } } }
    traced: publishedFigures(trace: TRACED) { totalCount }`,
  benchmarks: `benchmarks(first: 50) { totalCount nodes { title keyFactors { title state evidence { statement observation { ${FIGURE} } } } } }`,
  releases: `figureReleases { number levels { smallCount otherCount } }`,
  domains: `domains { title indicators(first: 20) { totalCount ${SUMMARY} nodes { trend { verdict } latest { ${FIGURE} } } } }`,
  actions: `actions(first: 20) { nodes { code contributions { indicator { trend { verdict } latest { ${FIGURE} } } } } }
    attention(first: 50) { totalCount nodes { action { code } kinds } }`,
};

/** Files by their whole address below the data sets: each way to ask once, or in every format and language. */
const files = ({ slug, nisCode, isThorough }: Asked): string[] => {
  const formats = ['csv', 'json', 'zip'];
  const some = isThorough ? formats : ['csv'];
  const ask = (set: string, format: string, more = '') => `${set}.${format}?programme=${slug}${more}`;
  return [
    ...[...formats, 'metadata.json', 'sdmx.csv'].map((format) => ask('observations', format)),
    ...['&vintages=all', '&limit=3', `&place=${nisCode}&from=2020-01-01`, '&asOf=2022-01-01'].flatMap(
      (more) => some.map((format) => ask('observations', format, more)),
    ),
    ask('observations', 'sdmx.csv', '&asOf=2022-01-01'),
    ask('observations', 'csv', '&after=nobody'),
    ...['indicators', 'targets', 'places'].flatMap((set) =>
      [...some, 'metadata.json'].map((format) => ask(set, format)),
    ),
    ...(isThorough ? LANGUAGES : ['nl']).map((one) => `factsheet/${nisCode}?year=2020&lang=${one}`),
    `factsheet/${nisCode}?programme=${slug}`,
  ];
};

/** What somebody may try with an observation that it may not change, or may not know of. */
const attempts = ({ observationIds, indicatorIds, nisCode }: Asked): [string, object][] => [
  ...observationIds.flatMap((observationId): [string, object][] => [
    ['reviseObservation', { observationId, value: '1', vintage: '2026-01-01', sourceKey: 'K1' }],
  ]),
  ...indicatorIds.slice(0, 1).map((indicatorId): [string, object] => [
    'recordObservation',
    {
      ...{ indicatorId, nisCode, value: '1', vintage: '2021-06-01', sourceKey: 'K1' },
      ...{ periodStart: '2020-01-01', periodEnd: '2020-12-31' },
    },
  ]),
];

/** Every door that leads to figures. */
export function doorsTo(asked: Asked): Door[] {
  const { world, data, slug, indicatorIds } = asked;
  const graph = (name: string, query: string, kind: Door['kind'] = 'QUESTION', variables = {}): Door => ({
    ...{ name, kind },
    ask: async (persona) => (await world.askAs(persona, query, variables)).text,
  });
  return [
    ...Object.entries(ofIndicator(asked)).flatMap(([name, show]) => {
      // The lists are as much as one question may ask for.
      const lots = name === 'observations' ? indicatorIds.map((id) => [id]) : [indicatorIds];
      return lots.map((ids, lot) => {
        const each = ids.map((id, i) => `i${i}: indicator(id: "${id}") { ${show} }`);
        return graph(`${name} ${lot}`, `{ ${each.join(' ')} }`);
      });
    }),
    ...Object.entries(ofProgramme).map(([name, show]) =>
      graph(name, `{ programme(slug: "${slug}") { ${show} } }`),
    ),
    ...attempts(asked).map(([mutation, input]) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message path } } }`;
      return graph(`${mutation} ${JSON.stringify(input)}`, query, 'ATTEMPT', { input });
    }),
    ...files(asked).map(
      (address): Door => ({
        ...{ name: address, kind: 'FILE' },
        async ask(persona) {
          const response = await data.get(persona, address);
          const bytes = Buffer.from(await response.arrayBuffer());
          return `${response.status} ${address.includes('.zip') ? unpacked(bytes) : bytes.toString()}`;
        },
      }),
    ),
  ];
}

/** The files of an archive, one after the other, whatever the times in it. */
function unpacked(archive: Buffer): string {
  const texts: string[] = [];
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0) return archive.toString();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(start, start + size);
    const isPacked = archive.readUInt16LE(at + 10) === 8;
    texts.push(archive.toString('utf8', at + 46, at + 46 + name));
    texts.push((isPacked ? inflateRawSync(body) : body).toString());
    at += 46 + name + extra + comment;
  }
  return texts.join('\n');
}
