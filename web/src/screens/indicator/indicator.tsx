import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import {
  type IndicatorPageResult,
  IndicatorPage as IndicatorQuery,
  IndicatorSeries,
  type Seen,
} from '../../generated/indicator.ts';
import type { IndicatorFrequency } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FILE_FORMATS, fileAddress, fileSnippets, OBSERVATION_FORMATS } from '../../ui/data-files.ts';
import { DownloadLinks } from '../../ui/download-links.tsx';
import { FigureText } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Section, Waiting } from '../../ui/page.tsx';
import { SnippetList, Snippets } from '../../ui/snippets.tsx';
import { SourceText } from '../../ui/source.tsx';
import { TrendBadge } from '../../ui/status.tsx';
import { Table } from '../../ui/table.tsx';
import { OBSERVATIONS_QUERY } from '../data/questions.ts';
import { Chart } from './chart.tsx';
import { linesOf } from './lines.ts';

type Indicator = NonNullable<NonNullable<IndicatorPageResult['programme']>['indicators']>['nodes'][number];

/** What is chosen to be shown; it stands in the address. */
interface Chosen {
  /** NIS codes; empty: the place of which the trend is told. */
  readonly places: readonly string[];
  readonly from: string;
  readonly asOf: string;
  readonly revisions: boolean;
  /** By what the people are divided; '' are totals. */
  readonly by: string;
}

/** How many years back a series still fits into one answer. */
const YEARS: Partial<Record<IndicatorFrequency, number>> = { MONTHLY: 8, QUARTERLY: 24 };
const MOST_YEARS = 60;

const firstDay = (frequency: IndicatorFrequency): string =>
  `${new Date().getFullYear() - (YEARS[frequency] ?? MOST_YEARS)}-01-01`;

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

function chosenIn(search: URLSearchParams): Chosen {
  const [from, asOf] = [search.get('from'), search.get('asOf')];
  return {
    places: search.getAll('place'),
    from: isDay(from) ? from : '',
    asOf: isDay(asOf) ? asOf : '',
    revisions: search.get('revisions') === 'yes',
    by: search.get('by') ?? '',
  };
}

/** One indicator: its series with breaks and vintages, targets and comparison, and how to take it along. */
export function IndicatorPage({ parameters: { slug = '', code = '' } }: PageProps) {
  const { search } = usePlace();
  const chosen = chosenIn(search);
  const { data, errors, isLoading } = useQuery(IndicatorQuery, { slug, code, asOf: chosen.asOf || null });
  const programme = data?.programme;
  const indicator = programme?.indicators?.nodes[0];
  if (!programme || !indicator) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={indicator.title} above={<Link to={at.in(slug, 'figures')}>{programme.title}</Link>}>
        <Trend indicator={indicator} />
      </PageHead>
      <Choices indicator={indicator} chosen={chosen} />
      <Series slug={slug} indicator={indicator} chosen={chosen} />
      <Download slug={slug} indicator={indicator} chosen={chosen} />
      <About indicator={indicator} slug={slug} />
      <Snippets query={OBSERVATIONS_QUERY} variables={{ slug, code }} isTold />
    </>
  );
}

/** What is shown, as files to keep: the same places, years and vintages. */
function Download(props: { readonly slug: string; readonly indicator: Indicator; readonly chosen: Chosen }) {
  const { t } = useText();
  const { slug, indicator, chosen } = props;
  const own = indicator.trend.place?.nisCode;
  const filters = {
    programme: slug,
    indicator: indicator.code,
    place: chosen.places.length > 0 ? chosen.places : (own ?? ''),
    from: chosen.from,
    asOf: chosen.asOf,
  };
  const all = { ...filters, vintages: chosen.revisions ? 'all' : '' };
  return (
    <Section title={t('downloadThis')}>
      <DownloadLinks
        dataset="observations"
        // SDMX-CSV has one observation for each key, and so no revisions.
        formats={chosen.revisions ? FILE_FORMATS : OBSERVATION_FORMATS}
        filters={all}
        of={indicator.title}
      />
      <SnippetList
        title={t('downloadThis')}
        of={fileSnippets(location.origin, fileAddress('observations', 'csv', all))}
      />
    </Section>
  );
}

function Trend({ indicator: { trend } }: { readonly indicator: Indicator }) {
  const { t, day, words } = useText();
  return (
    <>
      <p>
        <TrendBadge verdict={trend.verdict} />{' '}
        {trend.change.value === null ? null : (
          <>
            <FigureText of={trend.change} />{' '}
          </>
        )}
        {trend.from === null || trend.to === null
          ? ''
          : t('fromTo', { from: day(trend.from.periodEnd), to: day(trend.to.periodEnd) })}
        {trend.obstacle === null ? '' : ` (${words.TrendObstacle[trend.obstacle]})`}
      </p>
      <details class="rules">
        <summary>{t('rulesTitle')}</summary>
        <p lang="en">{trend.rule}</p>
      </details>
    </>
  );
}

function Choices({ indicator, chosen }: { readonly indicator: Indicator; readonly chosen: Chosen }) {
  const { t } = useText();
  const { places, comparisonGroups, samples, trend } = indicator;
  const all = [...places, ...comparisonGroups.flatMap((group) => group.places)];
  const names = Object.fromEntries(
    all.filter((place) => place !== null).map((place) => [place.nisCode, place.name]),
  );
  const parts = [...new Set(samples.nodes.flatMap(({ dimensions }) => dimensions.map(({ name }) => name)))];
  const lists = [
    {
      name: 'revisions',
      label: t('revisions'),
      words: { no: t('revisionsNo'), yes: t('revisionsYes') },
      chosen: [chosen.revisions ? 'yes' : 'no'],
    },
  ];
  const by = {
    name: 'by',
    label: t('dividedBy'),
    words: { '': t('totals'), ...Object.fromEntries(parts.map((part) => [part, part])) },
    chosen: [chosen.by],
  };
  const own = trend.place?.nisCode;
  const shown = chosen.places.length > 0 || own === undefined ? chosen.places : [own];
  return (
    <Filter
      options={
        Object.keys(names).length < 2
          ? []
          : [{ name: 'place', label: t('places'), words: names, chosen: shown }]
      }
      lists={parts.length === 0 ? lists : [by, ...lists]}
      days={[
        { name: 'from', label: t('fromDay'), value: chosen.from || firstDay(indicator.frequency) },
        { name: 'asOf', label: t('asOf'), value: chosen.asOf },
      ]}
    />
  );
}

function Series(props: { readonly slug: string; readonly indicator: Indicator; readonly chosen: Chosen }) {
  const { t } = useText();
  const { slug, indicator, chosen } = props;
  const own = indicator.trend.place?.nisCode;
  const places = chosen.places.length > 0 || own === undefined ? chosen.places : [own];
  const { data, errors, isLoading } = useQuery(IndicatorSeries, {
    slug,
    code: indicator.code,
    places: places.length === 0 ? null : places,
    from: chosen.from || firstDay(indicator.frequency),
    asOf: chosen.asOf || null,
    revisions: chosen.revisions,
    dimensions: chosen.by === '' ? [] : [{ name: chosen.by }],
  });
  const observations = data?.programme?.indicators?.nodes[0]?.observations;
  if (observations === undefined)
    return <p role="status">{isLoading || errors.length === 0 ? t('loading') : t('failedWhy')}</p>;
  const { nodes, totalCount } = observations;
  const shownNames = new Set(nodes.map(({ place }) => place?.nisCode));
  const targets = indicator.targets.flatMap(({ figure, periodEnd, place }) =>
    figure.value === null || !shownNames.has(place?.nisCode)
      ? []
      : [{ at: Date.parse(periodEnd), value: Number(figure.value) }],
  );
  const isHidden = nodes.some(({ figure }) => figure.reason === 'SUPPRESSED');
  const hasBreak = nodes.some(({ isBreak }) => isBreak);
  return (
    <Section title={t('series')}>
      <div aria-busy={isLoading}>
        <Chart title={t('chartOf', { title: indicator.title })} lines={linesOf(nodes)} targets={targets} />
        {hasBreak ? <p class="small quiet">{t('breakWhy')}</p> : null}
        {isHidden ? (
          <p class="notice">
            {t('suppressedWhy')} <Link to="/withholding">{t('withholding')}</Link>
          </p>
        ) : null}
        <ObservationTable observations={nodes.toReversed()} total={totalCount} />
        <Targets indicator={indicator} />
      </div>
    </Section>
  );
}

function ObservationTable(props: { readonly observations: readonly Seen[]; readonly total: number }) {
  const { t, day } = useText();
  return (
    <Table
      caption={t('observationsShown', { shown: props.observations.length, total: props.total })}
      rows={props.observations}
      keyOf={({ id }) => id}
      columns={[
        { head: t('periodUntil'), cell: ({ periodEnd }) => day(periodEnd) },
        {
          head: t('place'),
          cell: ({ place, dimensions }) =>
            [place?.name ?? '–', ...dimensions.map(({ name, value }) => `${name}: ${value}`)].join(', '),
        },
        { head: t('value'), isNumber: true, cell: ({ figure }) => <FigureText of={figure} /> },
        { head: t('flags'), cell: (one) => <Flags of={one} /> },
        {
          head: t('vintage'),
          cell: ({ vintage, vintagePrecision }) => day(vintage, vintagePrecision),
        },
        { head: t('source'), cell: ({ source }) => source?.citation ?? '–' },
      ]}
    />
  );
}

function Flags({ of: one }: { readonly of: Seen }) {
  const { t } = useText();
  const flags = [
    one.isBreak ? t('flagBreak') : null,
    one.isEstimate ? t('flagEstimate') : null,
    one.isProvisional ? t('flagProvisional') : null,
    one.isDerived ? t('flagDerived') : null,
  ].filter((flag) => flag !== null);
  return <>{flags.join(', ') || '–'}</>;
}

function Targets({ indicator }: { readonly indicator: Indicator }) {
  const { t, day } = useText();
  if (indicator.targets.length === 0) return null;
  return (
    <Table
      caption={t('targets')}
      rows={indicator.targets}
      keyOf={({ code }) => code}
      columns={[
        { head: t('target'), cell: ({ periodEnd }) => day(periodEnd) },
        { head: t('place'), cell: ({ place }) => place?.name ?? '–' },
        { head: t('value'), isNumber: true, cell: ({ figure }) => <FigureText of={figure} /> },
      ]}
    />
  );
}

function About({ indicator, slug }: { readonly indicator: Indicator; readonly slug: string }) {
  const { t, words, day } = useText();
  const { definition, domain } = indicator;
  return (
    <Section title={t('aboutFigure')}>
      <dl class="facts">
        <Fact term={t('definition')}>
          {definition === null ? null : `${definition.text} (${t('version')} ${definition.version})`}
        </Fact>
        <Fact term={t('formula')}>{definition?.formula}</Fact>
        <Fact term={t('unit')}>{words.IndicatorUnit[indicator.unit]}</Fact>
        <Fact term={t('level')}>{words.ResultLevel[indicator.level]}</Fact>
        <Fact term={t('direction')}>{words.IndicatorDirection[indicator.direction]}</Fact>
        <Fact term={t('frequency')}>{words.IndicatorFrequency[indicator.frequency]}</Fact>
        <Fact term={t('domain')}>
          {domain === null ? null : <Link to={at.domain(slug, domain.code)}>{domain.title}</Link>}
        </Fact>
        <Fact term={t('source')}>
          <SourceText source={indicator.source} />
        </Fact>
      </dl>
      {indicator.contributions.nodes.length === 0 ? null : (
        <>
          <h3>{t('contributions')}</h3>
          <p class="small quiet">{t('contributionsWhy')}</p>
          <ul class="plain">
            {indicator.contributions.nodes.map(({ action, assumption }) =>
              action === null ? null : (
                <li key={action.code}>
                  <Link to={at.action(slug, action.code)}>{action.title}</Link>{' '}
                  <span class="quiet">{assumption}</span>
                </li>
              ),
            )}
          </ul>
        </>
      )}
      {indicator.externalFactors.length === 0 ? null : (
        <>
          <h3>{t('factors')}</h3>
          <ul class="plain">
            {indicator.externalFactors.map(({ code, title, fromOn, fromOnPrecision, description }) => (
              <li key={code}>
                {day(fromOn, fromOnPrecision)}: {title} <span class="quiet">{description}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
