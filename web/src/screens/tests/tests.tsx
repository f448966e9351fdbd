import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { Tests, type TestsResult } from '../../generated/tests.ts';
import type { TestAdvice, TestStage } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { TestBadge } from '../../ui/status.tsx';
import { Table } from '../../ui/table.tsx';

type Row = NonNullable<NonNullable<TestsResult['programme']>['povertyTests']>['nodes'][number];

/** The register of poverty tests: which were made, what they advised, what became of it. */
export function TestsPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const viewer = useViewer(slug);
  const stages = search.getAll('stage').filter((one): one is TestStage => one in words.TestStage);
  const advice = search.getAll('advice').filter((one): one is TestAdvice => one in words.TestAdvice);
  const isOverdue = search.get('overdue') === 'yes';
  const { data, errors, isLoading } = useQuery(Tests, {
    slug,
    after: search.get('after'),
    filter: {
      stage: stages.length === 0 ? null : stages,
      advice: advice.length === 0 ? null : advice,
      isOverdue: isOverdue ? true : null,
    },
  });
  const programme = data?.programme;
  const tests = programme?.povertyTests;
  if (!programme || !tests) return <Waiting isLoading={isLoading} errors={errors} />;
  const testing = programme.povertyTesting;
  const unheard = programme.domainsNeverHeard ?? [];
  return (
    <>
      <PageHead title={t('partTests')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        {testing === null ? null : (
          <p>
            {t('testedOf', { part: testing.testedCount, whole: testing.actionCount })} {t('testedWhy')};{' '}
            {t('testsMissing', { n: testing.missingCount })}; {t('testsOverdue', { n: testing.overdueCount })}
            ; {t('recommendationsOpen', { n: testing.openRecommendationCount })}
          </p>
        )}
        {unheard.length === 0 ? null : (
          <p class="notice warn">
            {t('neverHeard')} {unheard.map(({ title }) => title).join(', ')}
          </p>
        )}
        <PrintButton />
      </PageHead>
      <p class="no-print">
        <Link to={at.in(slug, 'recommendations')}>{t('allRecommendations')}</Link>
        {viewer.has('DIRECTOR', 'COORDINATOR') ? (
          <>
            {' · '}
            <Link to={at.in(slug, 'request-test')}>{t('requestTest')}</Link>
          </>
        ) : null}
      </p>
      <Filter
        options={[
          { name: 'stage', label: t('stage'), words: words.TestStage, chosen: stages },
          { name: 'advice', label: t('advice'), words: words.TestAdvice, chosen: advice },
        ]}
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
        <Register slug={slug} rows={tests.nodes} total={tests.totalCount} />
        <Pager
          shown={tests.nodes.length}
          total={tests.totalCount}
          next={tests.pageInfo.hasNextPage ? tests.pageInfo.endCursor : null}
        />
      </div>
    </>
  );
}

function Register(props: { readonly slug: string; readonly rows: readonly Row[]; readonly total: number }) {
  const { t, day, words } = useText();
  if (props.total === 0) return <p>{t('testsNone')}</p>;
  return (
    <Table
      caption={t('testsShown', { n: props.total })}
      rows={props.rows}
      keyOf={({ id }) => id}
      columns={[
        {
          head: t('test'),
          cell: ({ id, title, code }) => (
            <>
              <Link to={at.test(props.slug, id)}>{title}</Link> <span class="code">{code}</span>
            </>
          ),
        },
        {
          head: t('action'),
          cell: ({ action }) =>
            action === null ? '–' : <Link to={at.action(props.slug, action.code)}>{action.title}</Link>,
        },
        { head: t('stage'), cell: (row) => <TestBadge {...row} /> },
        {
          head: t('advice'),
          cell: ({ advice, wasTestedAfterDecision }) => (
            <>
              {advice === null ? '–' : words.TestAdvice[advice]}
              {wasTestedAfterDecision ? <span class="small bad-text"> ▲ {t('testedLate')}</span> : null}
            </>
          ),
        },
        {
          head: t('recommendations'),
          isNumber: true,
          cell: ({ recommendations }) =>
            t('openOf', {
              part: recommendations.nodes.filter(({ isOpen }) => isOpen).length,
              whole: recommendations.totalCount,
            }),
        },
        { head: t('dueOn'), cell: ({ dueOn }) => (dueOn === null ? '–' : day(dueOn)) },
      ]}
    />
  );
}
