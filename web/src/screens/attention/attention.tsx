import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { Attention, type AttentionResult } from '../../generated/attention.ts';
import type { AttentionKind, AttentionOrder } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Sums } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { Table } from '../../ui/table.tsx';

type Item = NonNullable<NonNullable<AttentionResult['programme']>['attention']>['nodes'][number];

/** What runs without agreement, budget, valid test or word of its owner: filters and order stand in the address. */
export function AttentionPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const kinds = search.getAll('kind').filter((one): one is AttentionKind => one in words.AttentionKind);
  const isAll = search.get('match') === 'all';
  const order = search.get('order') ?? '';
  const orderBy = order in words.AttentionOrder ? (order as AttentionOrder) : 'MONEY_AT_RISK';
  const { data, errors, isLoading } = useQuery(Attention, {
    slug,
    orderBy,
    after: search.get('after'),
    ...(isAll ? { allOf: kinds } : { anyOf: kinds }),
  });
  const attention = data?.programme?.attention;
  if (!data?.programme || !attention) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('needsAttention')} above={<Link to={at.plan(slug)}>{data.programme.title}</Link>}>
        <PrintButton />
      </PageHead>
      <Filter
        options={[{ name: 'kind', label: t('what'), words: words.AttentionKind, chosen: kinds }]}
        lists={[
          {
            name: 'match',
            label: t('match'),
            words: { any: t('matchAny'), all: t('matchAll') },
            chosen: [isAll ? 'all' : 'any'],
          },
          { name: 'order', label: t('order'), words: words.AttentionOrder, chosen: [orderBy] },
        ]}
      />
      <div aria-busy={isLoading}>
        {attention.totalCount === 0 ? (
          <p>{t('noActions')}</p>
        ) : (
          <Rows slug={slug} items={attention.nodes} total={attention.totalCount} />
        )}
        <Pager
          shown={attention.nodes.length}
          total={attention.totalCount}
          next={attention.pageInfo.hasNextPage ? attention.pageInfo.endCursor : null}
        />
      </div>
    </>
  );
}

function Rows(props: { readonly slug: string; readonly items: readonly Item[]; readonly total: number }) {
  const { t, day, words, number } = useText();
  return (
    <Table
      caption={t('actionsShown', { n: props.total })}
      rows={props.items}
      keyOf={({ action }) => action?.code ?? ''}
      columns={[
        {
          head: t('action'),
          cell: ({ action }) =>
            action === null ? (
              '–'
            ) : (
              <>
                <Link to={at.action(props.slug, action.code)}>{action.title}</Link>{' '}
                <span class="code">{action.code}</span>
              </>
            ),
        },
        {
          head: t('what'),
          cell: ({ kinds }) => (
            <span class="badges">
              {kinds.map((kind) => (
                <Badge key={kind} shape="warn" tone="warn">
                  {words.AttentionKind[kind]}
                </Badge>
              ))}
            </span>
          ),
        },
        { head: t('domain'), cell: ({ action }) => action?.domain?.title ?? '–' },
        { head: t('owner'), cell: ({ action }) => action?.owner?.name ?? t('ownerNone') },
        {
          head: t('moneyAtRisk'),
          isNumber: true,
          cell: ({ moneyAtRisk }) => <Sums of={moneyAtRisk === null ? [] : [moneyAtRisk]} isShort />,
        },
        {
          head: t('daysOverdue'),
          isNumber: true,
          cell: ({ daysOverdue }) => (daysOverdue === null ? '–' : number(daysOverdue)),
        },
        { head: t('sinceHead'), cell: ({ since }) => (since === null ? '–' : day(since)) },
      ]}
    />
  );
}
