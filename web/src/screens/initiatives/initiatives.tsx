import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { type Standing, useViewer } from '../../app/session.ts';
import { Initiatives, type InitiativesResult } from '../../generated/initiatives.ts';
import type { InitiativeStatus } from '../../generated/types.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge, type Shape, type Tone } from '../../ui/badge.tsx';
import { Filter } from '../../ui/filter.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Decide } from './decide.tsx';
import { Propose } from './propose.tsx';

export type Programme = NonNullable<InitiativesResult['programme']>;
export type Initiative = Programme['initiatives']['nodes'][number];

const LOOK: Record<InitiativeStatus, readonly [Shape, Tone]> = {
  PROPOSED: ['plan', 'warn'],
  TAKEN_UP: ['done', 'good'],
  MERGED: ['same', 'quiet'],
  DECLINED: ['stop', 'bad'],
};

/** What associations and sessions propose for the plan, and what became of it. */
export function InitiativesPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const viewer = useViewer(slug);
  const statuses = search
    .getAll('status')
    .filter((one): one is InitiativeStatus => one in words.InitiativeStatus);
  const { data, errors, isLoading } = useQuery(Initiatives, {
    slug,
    after: search.get('after'),
    statuses: statuses.length === 0 ? null : statuses,
  });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const { initiatives } = programme;
  return (
    <>
      <PageHead title={t('partInitiatives')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p class="intro">{t('initiativesIntro')}</p>
      </PageHead>
      <Filter
        options={[{ name: 'status', label: t('status'), words: words.InitiativeStatus, chosen: statuses }]}
      />
      <p class="quiet">
        {initiatives.totalCount === 0
          ? t(statuses.length === 0 ? 'initiativesNoneYet' : 'initiativesNone')
          : t('initiativesCount', { n: initiatives.totalCount })}
      </p>
      <ul class="queue" aria-busy={isLoading}>
        {initiatives.nodes.map((one) => (
          <li key={one.id} class="card-row">
            <Card slug={slug} initiative={one} programme={programme} viewer={viewer} />
          </li>
        ))}
      </ul>
      <Pager
        shown={initiatives.nodes.length}
        total={initiatives.totalCount}
        next={initiatives.pageInfo.hasNextPage ? initiatives.pageInfo.endCursor : null}
      />
      <Propose slug={slug} programme={programme} viewer={viewer} />
    </>
  );
}

interface CardProps {
  readonly slug: string;
  readonly initiative: Initiative;
  readonly programme: Programme;
  readonly viewer: Standing;
}

function Card({ slug, initiative, programme, viewer }: CardProps) {
  const { t, day, words } = useText();
  const [shape, tone] = LOOK[initiative.status];
  const { proposedBy, session, domain } = initiative;
  return (
    <div>
      <h2>
        {initiative.title} <span class="code">{initiative.code}</span>
      </h2>
      <p>
        <Badge shape={shape} tone={tone}>
          {words.InitiativeStatus[initiative.status]}
        </Badge>{' '}
        {domain?.title}
      </p>
      <p class="small quiet">
        {t('proposedBy', { who: proposedBy?.name ?? session?.title ?? '–', day: day(initiative.proposedOn) })}
      </p>
      {initiative.description === null ? null : <p class="said">{initiative.description}</p>}
      {initiative.decidedOn === null ? null : <Outcome slug={slug} initiative={initiative} />}
      {initiative.status === 'PROPOSED' && viewer.has('DIRECTOR', 'COORDINATOR') ? (
        <Decide slug={slug} initiative={initiative} programme={programme} />
      ) : null}
    </div>
  );
}

/** What became of it, for who proposed it. */
function Outcome({ slug, initiative }: { readonly slug: string; readonly initiative: Initiative }) {
  const { t, day } = useText();
  const { action, mergedInto, decidedOn, decisionReason } = initiative;
  return (
    <div class="notice">
      <p>
        {t('decidedOn')} {decidedOn === null ? '' : day(decidedOn)}
        {action === null ? null : (
          <>
            {': '}
            <Link to={at.action(slug, action.code)}>{action.title}</Link>
          </>
        )}
        {mergedInto === null ? null : `: ${mergedInto.title} (${mergedInto.code})`}
      </p>
      {decisionReason === null ? null : <p class="said">{decisionReason}</p>}
    </div>
  );
}
