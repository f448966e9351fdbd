import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { Recommendations, type RecommendationsResult } from '../../generated/all-recommendations.ts';
import type { RecommendationStatus } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { Table } from '../../ui/table.tsx';

type List = NonNullable<NonNullable<RecommendationsResult['programme']>['recommendations']>;
type Row = List['nodes'][number];

/** What tests recommended, what the deciding body answered, and what became of it. */
export function RecommendationsPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const status = search
    .getAll('status')
    .filter((one): one is RecommendationStatus => one in words.RecommendationStatus);
  const isOverdue = search.get('overdue') === 'yes';
  const { data, errors, isLoading } = useQuery(Recommendations, {
    slug,
    after: search.get('after'),
    filter: { status: status.length === 0 ? null : status, isOverdue: isOverdue ? true : null },
  });
  const programme = data?.programme;
  const list = programme?.recommendations;
  if (!programme || !list) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('recommendations')} above={<Link to={at.in(slug, 'tests')}>{t('partTests')}</Link>}>
        <p class="intro">{t('recommendationsIntro')}</p>
        <PrintButton />
      </PageHead>
      <Filter
        options={[{ name: 'status', label: t('status'), words: words.RecommendationStatus, chosen: status }]}
        lists={[
          {
            name: 'overdue',
            label: t('due'),
            words: { '': t('all'), yes: t('overdue') },
            chosen: [isOverdue ? 'yes' : ''],
          },
        ]}
      />
      <div aria-busy={isLoading}>
        {list.totalCount === 0 ? <p>{t('recommendationsNone')}</p> : <Rows slug={slug} list={list} />}
        <Pager
          shown={list.nodes.length}
          total={list.totalCount}
          next={list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null}
        />
      </div>
    </>
  );
}

function Rows({ slug, list }: { readonly slug: string; readonly list: List }) {
  const { t, day } = useText();
  return (
    <Table
      caption={t('recommendationsCount', { n: list.totalCount })}
      rows={list.nodes}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('recommendation'),
          cell: ({ text, test }) => (
            <>
              {text}
              {test === null ? null : (
                <p class="small">
                  <Link to={at.test(slug, test.id)}>{test.title}</Link>
                </p>
              )}
            </>
          ),
        },
        { head: t('answerOfBody'), cell: (row) => <Response row={row} /> },
        { head: t('status'), cell: (row) => <State row={row} /> },
        { head: t('owner'), cell: ({ owner }) => owner?.name ?? t('ownerNone') },
        {
          head: t('dueOn'),
          cell: ({ dueOn }) => (dueOn === null ? '–' : <span class="number">{day(dueOn)}</span>),
        },
        { head: t('changedByIt'), cell: (row) => <Adjusted row={row} slug={slug} /> },
      ]}
    />
  );
}

function Response({ row }: { readonly row: Row }) {
  const { t, words } = useText();
  if (row.response === null) return <span class="quiet">{t('notAnswered')}</span>;
  return (
    <>
      {words.RecommendationResponse[row.response]}
      {row.responseReason === null ? null : <p class="small quiet">{row.responseReason}</p>}
    </>
  );
}

function State({ row }: { readonly row: Row }) {
  const { t, words, day } = useText();
  return (
    <>
      <Badge
        shape={row.isOverdue ? 'warn' : row.isOpen ? 'run' : 'done'}
        tone={row.isOverdue ? 'bad' : row.isOpen ? 'quiet' : 'good'}
      >
        {words.RecommendationStatus[row.status]}
        {row.isOverdue ? ` (${t('overdue')})` : ''}
      </Badge>
      {row.doneOn === null ? null : <p class="small quiet">{t('doneOn', { day: day(row.doneOn) })}</p>}
      {row.reply === null ? null : <p class="small said">{row.reply}</p>}
    </>
  );
}

/** The adjustment of the action to which it led. */
function Adjusted({ row, slug }: { readonly row: Row; readonly slug: string }) {
  const action = row.test?.action ?? null;
  if (row.adjustmentCode === null) return <>–</>;
  const found = action?.adjustments.find(
    ({ id, code }) => id === row.adjustmentId || code === row.adjustmentCode,
  );
  return (
    <>
      {found?.change ?? row.adjustmentCode}
      {action === null ? null : (
        <p class="small">
          <Link to={at.action(slug, action.code)}>{action.title}</Link>
        </p>
      )}
    </>
  );
}
