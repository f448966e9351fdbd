import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import type { WorkKind } from '../../generated/types.ts';
import { Work, type WorkResult } from '../../generated/work.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge, type Shape, type Tone } from '../../ui/badge.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';

type Item = NonNullable<WorkResult['programme']>['worklist']['nodes'][number];

const LOOK: Record<WorkKind, readonly [Shape, Tone]> = {
  IMPROVE: ['warn', 'bad'],
  FINISH: ['part', 'warn'],
  REPORT: ['plan', 'quiet'],
  APPROVE: ['run', 'quiet'],
  FOLLOW_UP: ['warn', 'warn'],
};

/** What an organisation has to report, to finish and to improve; the first due comes first. */
export function WorkPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { search } = usePlace();
  const { data, errors, isLoading } = useQuery(Work, { slug, after: search.get('after') });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const { worklist } = programme;
  return (
    <>
      <PageHead title={t('partWork')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p>{worklist.totalCount === 0 ? t('workNone') : t('workCount', { n: worklist.totalCount })}</p>
      </PageHead>
      <ul class="queue">
        {worklist.nodes.map((item) => (
          <li key={`${item.action?.id}${item.period?.id}${item.organisation?.id}`} class="card-row">
            <WorkCard slug={slug} item={item} />
          </li>
        ))}
      </ul>
      <Pager
        shown={worklist.nodes.length}
        total={worklist.totalCount}
        next={worklist.pageInfo.hasNextPage ? worklist.pageInfo.endCursor : null}
      />
      {worklist.totalCount === 0 ? null : (
        <p>
          <Link to={at.in(slug, 'upload')}>{t('workByFile')}</Link>
        </p>
      )}
    </>
  );
}

function WorkCard({ slug, item }: { readonly slug: string; readonly item: Item }) {
  const { t, words } = useText();
  const { action, organisation, period, daysLeft, kind, returnedReason } = item;
  if (action === null || organisation === null || period === null) return <p>{t('failedWhy')}</p>;
  const [shape, tone] = LOOK[kind];
  const where = { action: action.id, organisation: organisation.id, period: period.id };
  return (
    <div>
      <h2>
        <Link to={at.in(slug, 'report')} with={where}>
          {action.title}
        </Link>{' '}
        <span class="code">{action.code}</span>
      </h2>
      <p>
        <Badge shape={shape} tone={tone}>
          {words.WorkKind[kind]}
        </Badge>{' '}
        {period.title}
        {daysLeft === null
          ? ''
          : `, ${daysLeft < 0 ? t('daysLate', { n: -daysLeft }) : t('daysLeft', { n: daysLeft })}`}
      </p>
      <p class="small quiet">{organisation.name}</p>
      {returnedReason === null ? null : (
        <p class="notice bad">
          <strong>{t('returnedBecause')}</strong> {returnedReason}
        </p>
      )}
    </div>
  );
}
