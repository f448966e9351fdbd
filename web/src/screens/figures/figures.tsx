import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { Figures } from '../../generated/figures.ts';
import type { ResultLevel } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FigureText } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { TrendBadge } from '../../ui/status.tsx';
import { Table } from '../../ui/table.tsx';

/** Every indicator of a plan with its latest value. */
export function FiguresPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words, day } = useText();
  const { search } = usePlace();
  const asked = search.get('level') ?? '';
  const level = asked in words.ResultLevel ? (asked as ResultLevel) : null;
  const { data, errors, isLoading } = useQuery(Figures, { slug, level, after: search.get('after') });
  const programme = data?.programme;
  const indicators = programme?.indicators;
  if (!programme || !indicators) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('figures')} above={<Link to={at.plan(slug)}>{programme.title}</Link>} />
      <Filter
        lists={[
          {
            name: 'level',
            label: t('level'),
            words: { '': t('everyLevel'), ...words.ResultLevel },
            chosen: [level ?? ''],
          },
        ]}
      />
      {indicators.totalCount === 0 ? (
        <p>{t('indicatorsNone')}</p>
      ) : (
        <Table
          caption={t('indicatorCount', { n: indicators.totalCount })}
          rows={indicators.nodes}
          keyOf={({ code }) => code}
          columns={[
            {
              head: t('indicator'),
              cell: ({ code, title }) => <Link to={at.figure(slug, code)}>{title}</Link>,
            },
            { head: t('domain'), cell: ({ domain }) => domain?.title ?? '–' },
            { head: t('level'), cell: ({ level: one }) => words.ResultLevel[one] },
            {
              head: t('latest'),
              isNumber: true,
              cell: ({ latest }) => (latest === null ? '–' : <FigureText of={latest.figure} />),
            },
            { head: t('until'), cell: ({ latest }) => (latest === null ? '–' : day(latest.periodEnd)) },
            { head: t('trend'), cell: ({ trend }) => <TrendBadge verdict={trend.verdict} /> },
          ]}
        />
      )}
      <Pager
        shown={indicators.nodes.length}
        total={indicators.totalCount}
        next={indicators.pageInfo.hasNextPage ? indicators.pageInfo.endCursor : null}
      />
    </>
  );
}
