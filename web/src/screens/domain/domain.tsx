import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { type ActionRow, Domain, type DomainResult } from '../../generated/domain.ts';
import type { ActionStatus } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Bar, FigureText, StandingBadge, Sums } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Section, Tile, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SourceText } from '../../ui/source.tsx';
import { RealisationBadge, StatusBadge, TrendBadge } from '../../ui/status.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Found = NonNullable<DomainResult['programme']>['domains'][number];

/** One policy domain: how it stands, and its actions. */
export function DomainPage({ parameters: { slug = '', code = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const statuses = search.getAll('status').filter((one): one is ActionStatus => one in words.ActionStatus);
  const { data, errors, isLoading } = useQuery(Domain, {
    slug,
    code,
    after: search.get('after'),
    statuses: statuses.length === 0 ? null : statuses,
  });
  const programme = data?.programme;
  const domain = programme?.domains[0];
  if (!programme || !domain) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={domain.title} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        {domain.description === null ? null : <p class="intro">{domain.description}</p>}
      </PageHead>
      <Totals domain={domain} />
      <Section title={t('actions')}>
        <Filter
          options={[{ name: 'status', label: t('status'), words: words.ActionStatus, chosen: statuses }]}
        />
        <Actions slug={slug} domain={domain} isLoading={isLoading} />
      </Section>
      <Indicators domain={domain} slug={slug} />
      <p class="quiet small">
        {t('source')}: <SourceText source={domain.source} />
      </p>
    </>
  );
}

function Totals({ domain }: { readonly domain: Found }) {
  const { t, number } = useText();
  const { progress, budget, povertyTesting } = domain;
  const { value } = progress.completion;
  return (
    <div class="tiles">
      <Tile title={t('progress')} big={value === null ? t('notKnown') : `${number(value, 0)} %`}>
        {value === null ? null : <Bar value={value} />}
        <p>
          <StandingBadge of={progress} />{' '}
          {value === null
            ? t('completionUnknown')
            : t('completionOf', {
                part: Number(progress.completion.numerator),
                whole: Number(progress.completion.denominator),
              })}
        </p>
      </Tile>
      {budget === null ? null : (
        <Tile title={t('money')} big={<Sums of={budget.committed} isShort />}>
          <dl class="facts small">
            <Fact term={t('planned')}>
              <Sums of={budget.planned} />
            </Fact>
            <Fact term={t('committed')}>
              <Sums of={budget.committed} />
            </Fact>
            <Fact term={t('paid')}>
              <Sums of={budget.paid} />
            </Fact>
          </dl>
          {budget.unknownLineCount > 0 ? (
            <p class="small quiet">{t('linesWithoutAmount', { n: budget.unknownLineCount })}</p>
          ) : null}
        </Tile>
      )}
      {povertyTesting === null ? null : (
        <Tile
          title={t('tests')}
          big={`${number(povertyTesting.testedCount)} / ${number(povertyTesting.actionCount)}`}
        >
          <p>
            {t('testedWhy')}; {t('testsMissing', { n: povertyTesting.missingCount })};{' '}
            {t('testsOverdue', { n: povertyTesting.overdueCount })}
          </p>
        </Tile>
      )}
    </div>
  );
}

function Actions(props: { readonly slug: string; readonly domain: Found; readonly isLoading: boolean }) {
  const { t } = useText();
  const { nodes, totalCount, pageInfo } = props.domain.actions;
  const columns = useActionColumns(props.slug, props.domain);
  if (totalCount === 0) return <p>{t('noActions')}</p>;
  return (
    <div aria-busy={props.isLoading}>
      <Table
        caption={t('actionsShown', { n: totalCount })}
        columns={columns}
        rows={nodes}
        keyOf={({ code }) => code}
      />
      <Pager
        shown={nodes.length}
        total={totalCount}
        next={pageInfo.hasNextPage ? pageInfo.endCursor : null}
      />
    </div>
  );
}

function useActionColumns(slug: string, domain: Found): Column<ActionRow>[] {
  const { t, day } = useText();
  const columns: (Column<ActionRow> | null)[] = [
    {
      head: t('action'),
      cell: ({ code, title }) => (
        <>
          <Link to={at.action(slug, code)}>{title}</Link> <span class="code">{code}</span>
        </>
      ),
    },
    {
      head: t('status'),
      cell: ({ status, realisation }) => (
        <>
          <StatusBadge status={status} /> <RealisationBadge realisation={realisation} />
        </>
      ),
    },
    { head: t('owner'), cell: ({ owner }) => owner?.name ?? '–' },
    {
      head: t('plannedEnd'),
      cell: ({ plannedEnd, plannedEndPrecision }) =>
        plannedEnd === null ? '–' : day(plannedEnd, plannedEndPrecision),
    },
    domain.budget && {
      head: t('money'),
      isNumber: true,
      cell: ({ budget }) => (budget === null ? '–' : <Sums of={budget.planned} isShort />),
    },
    domain.povertyTesting && {
      head: t('test'),
      cell: ({ povertyTesting: tests }) =>
        tests === null ? '–' : tests.validCount > 0 ? `✓ ${t('testValid')}` : `○ ${t('testNone')}`,
    },
  ];
  return columns.filter((column) => column !== null);
}

function Indicators({ domain, slug }: { readonly domain: Found; readonly slug: string }) {
  const { t, day } = useText();
  const { indicators } = domain;
  if (indicators === null || indicators.nodes.length === 0) return null;
  return (
    <Section title={t('effect')}>
      <Table
        caption={t('indicatorsCaption')}
        isCaptionHidden
        rows={indicators.nodes}
        keyOf={({ code }) => code}
        columns={[
          {
            head: t('indicator'),
            cell: ({ code, title }) => <Link to={at.figure(slug, code)}>{title}</Link>,
          },
          {
            head: t('latest'),
            isNumber: true,
            cell: ({ latest }) => (latest === null ? '–' : <FigureText of={latest.figure} />),
          },
          { head: t('until'), cell: ({ latest }) => (latest === null ? '–' : day(latest.periodEnd)) },
          { head: t('trend'), cell: ({ trend }) => <TrendBadge verdict={trend.verdict} /> },
        ]}
      />
    </Section>
  );
}
