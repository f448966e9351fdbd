import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import {
  type IndicatorPageResult,
  IndicatorPage as IndicatorQuery,
  type Seen,
} from '../../generated/indicator.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FigureText } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Section, Waiting } from '../../ui/page.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import { SourceText } from '../../ui/source.tsx';
import { TrendBadge } from '../../ui/status.tsx';
import { Table } from '../../ui/table.tsx';
import { OBSERVATIONS_QUERY } from '../data/questions.ts';
import { Chart } from './chart.tsx';
import { linesOf } from './lines.ts';

type Indicator = NonNullable<NonNullable<IndicatorPageResult['programme']>['indicators']>['nodes'][number];

/** One indicator: its series with breaks and vintages, targets and comparison, and how to take it along. */
export function IndicatorPage({ parameters: { slug = '', code = '' } }: PageProps) {
  const { search } = usePlace();
  const places = search.getAll('place');
  const asOf = search.get('asOf');
  const revisions = search.get('revisions') === 'yes';
  const { data, errors, isLoading } = useQuery(IndicatorQuery, {
    slug,
    code,
    places: places.length === 0 ? null : places,
    asOf: asOf !== null && /^\d{4}-\d\d-\d\d$/.test(asOf) ? asOf : null,
    revisions,
  });
  const programme = data?.programme;
  const indicator = programme?.indicators?.nodes[0];
  if (!programme || !indicator) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={indicator.title} above={<Link to={at.in(slug, 'figures')}>{programme.title}</Link>}>
        <Trend indicator={indicator} />
      </PageHead>
      <Choices indicator={indicator} chosen={places} asOf={asOf ?? ''} revisions={revisions} />
      <div aria-busy={isLoading}>
        <Series indicator={indicator} />
      </div>
      <About indicator={indicator} slug={slug} />
      <Snippets query={OBSERVATIONS_QUERY} variables={{ slug, code }} />
    </>
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

function Choices(props: {
  readonly indicator: Indicator;
  readonly chosen: readonly string[];
  readonly asOf: string;
  readonly revisions: boolean;
}) {
  const { t } = useText();
  const { places, comparisonGroups } = props.indicator;
  const all = [...places, ...comparisonGroups.flatMap((group) => group.places)];
  const names = Object.fromEntries(
    all.filter((place) => place !== null).map((place) => [place.nisCode, place.name]),
  );
  return (
    <Filter
      options={
        Object.keys(names).length < 2
          ? []
          : [{ name: 'place', label: t('places'), words: names, chosen: props.chosen }]
      }
      lists={[
        {
          name: 'revisions',
          label: t('revisions'),
          words: { no: t('revisionsNo'), yes: t('revisionsYes') },
          chosen: [props.revisions ? 'yes' : 'no'],
        },
      ]}
      days={[{ name: 'asOf', label: t('asOf'), value: props.asOf }]}
    />
  );
}

function Series({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useText();
  const { nodes, totalCount } = indicator.observations;
  const targets = indicator.targets.flatMap(({ figure, periodEnd }) =>
    figure.value === null ? [] : [{ at: Date.parse(periodEnd), value: Number(figure.value) }],
  );
  const isHidden = nodes.some(({ figure }) => figure.reason === 'SUPPRESSED');
  const hasBreak = nodes.some(({ isBreak }) => isBreak);
  return (
    <Section title={t('series')}>
      <Chart title={t('chartOf', { title: indicator.title })} lines={linesOf(nodes)} targets={targets} />
      {hasBreak ? <p class="small quiet">{t('breakWhy')}</p> : null}
      {isHidden ? <p class="notice">{t('suppressedWhy')}</p> : null}
      <ObservationTable observations={nodes} total={totalCount} />
      <Targets indicator={indicator} />
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
