import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { type ActionPageResult, ActionPage as ActionQuery } from '../../generated/action.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Fictional } from '../../ui/fictional.tsx';
import { FigureText } from '../../ui/figures.tsx';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Section, Waiting } from '../../ui/page.tsx';
import { SourceText } from '../../ui/source.tsx';
import { RealisationBadge, StatusBadge } from '../../ui/status.tsx';
import { ActionIndicators, ActionMoney, ActionTests } from './action-figures.tsx';
import { Evaluations } from './evaluations.tsx';
import { Talk } from './talk.tsx';
import { Timeline } from './timeline.tsx';

type Programme = NonNullable<ActionPageResult['programme']>;
export type ActionData = Programme['actions']['nodes'][number];

/** All that is known of one action. */
export function ActionPage({ parameters: { slug = '', code = '' } }: PageProps) {
  const { t } = useText();
  const viewer = useViewer(slug);
  const { data, errors, isLoading } = useQuery(ActionQuery, { slug, code });
  const programme = data?.programme;
  const action = programme?.actions.nodes[0];
  if (!programme || !action) return <Waiting isLoading={isLoading} errors={errors} />;
  const { domain } = action;
  return (
    <>
      <PageHead
        title={action.title}
        above={
          <>
            <Link to={at.plan(slug)}>{programme.title}</Link>
            {domain === null ? null : (
              <>
                {' › '}
                <Link to={at.domain(slug, domain.code)}>{domain.title}</Link>
              </>
            )}
          </>
        }
      >
        <p>
          <StatusBadge status={action.status} /> <RealisationBadge realisation={action.realisation} />{' '}
          <span class="code">{action.code}</span>
        </p>
        <Fictional isFictional={programme.isFictional} />
        {action.description === null ? null : <p class="intro">{action.description}</p>}
      </PageHead>
      <Gate action={action} />
      <div class="columns">
        <div>
          <Facts action={action} slug={slug} />
          <Milestones action={action} />
          <ActionMoney action={action} />
        </div>
        <div>
          <Timeline action={action} />
        </div>
      </div>
      <ActionTests action={action} slug={slug} />
      {viewer.has('DIRECTOR', 'COORDINATOR') ? (
        <p class="no-print">
          <Link to={at.in(slug, 'request-test')} with={{ action: action.id }}>
            {t('requestTest')}
          </Link>
        </p>
      ) : null}
      <ActionIndicators action={action} slug={slug} />
      <Evaluations action={action} viewer={viewer} />
      <Others action={action} slug={slug} />
      <Talk action={action} viewer={viewer} />
      <p class="quiet small">
        {t('source')}: <SourceText source={action.source} />
      </p>
    </>
  );
}

/** Whether the poverty test lets it go on, for who may know. */
function Gate({ action: { gate, gateOverrides } }: { readonly action: ActionData }) {
  const { t, words } = useText();
  if (gate === null || (gate.isOpen && gateOverrides.length === 0)) return null;
  return (
    <div class={`notice ${gate.isOpen ? '' : 'warn'}`}>
      <p>
        <strong>{gate.isOpen ? t('gateOverridden') : t('gateClosed')}</strong>{' '}
        {gate.reason === null ? null : words.GateReason[gate.reason]}
      </p>
      {gateOverrides
        .filter(({ isStanding }) => isStanding)
        .map(({ id, reason }) => (
          <p key={id}>{reason}</p>
        ))}
    </div>
  );
}

function Facts({ action, slug }: { readonly action: ActionData; readonly slug: string }) {
  const { t, day, words } = useText();
  const date = (value: string | null, precision: Parameters<typeof day>[1]) =>
    value === null ? null : day(value, precision);
  const names = (list: readonly (string | null | undefined)[]) => list.filter(Boolean).join(', ') || null;
  return (
    <Section title={t('facts')}>
      <dl class="facts">
        <Fact term={t('owner')}>{action.owner?.name ?? t('ownerNone')}</Fact>
        <Fact term={t('plannedStart')}>{date(action.plannedStart, action.plannedStartPrecision)}</Fact>
        <Fact term={t('actualStart')}>{date(action.actualStart, action.actualStartPrecision)}</Fact>
        <Fact term={t('plannedEnd')}>{date(action.plannedEnd, action.plannedEndPrecision)}</Fact>
        <Fact term={t('actualEnd')}>{date(action.actualEnd, action.actualEndPrecision)}</Fact>
        <Fact term={t('lastTouched')}>
          {action.lastTouchedOn === null ? t('notKnown') : day(action.lastTouchedOn)}
          {action.isSilent ? ` (${t('silent')})` : ''}
        </Fact>
        <Fact term={t('block')}>{action.block?.title}</Fact>
        <Fact term={t('partOf')}>
          {action.parent === null ? null : (
            <Link to={at.action(slug, action.parent.code)}>{action.parent.title}</Link>
          )}
        </Fact>
        <Fact term={t('goal')}>{action.goal === null ? null : words.ActionGoal[action.goal]}</Fact>
        <Fact term={t('level')}>{action.level === null ? null : words.ActionLevel[action.level]}</Fact>
        <Fact term={t('places')}>{names(action.places.map((place) => place?.name))}</Fact>
        <Fact term={t('partners')}>
          {action.participants.length === 0 ? null : (
            <ul class="plain">
              {action.participants.map(({ organisation, role }) => (
                <li key={`${organisation?.name} ${role}`}>
                  {organisation?.name ?? t('notKnown')}{' '}
                  <span class="quiet">({words.ParticipationRole[role]})</span>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact term={t('targetGroups')}>
          {action.targetGroups.length === 0 ? null : (
            <ul class="plain">
              {action.targetGroups.map(({ title, personCount }) => (
                <li key={title}>
                  {title}: <FigureText of={personCount} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </Section>
  );
}

function Milestones({ action }: { readonly action: ActionData }) {
  const { t, day } = useText();
  if (action.milestones.length === 0) return null;
  return (
    <Section title={t('milestones')}>
      <ol class="plain">
        {action.milestones.map((milestone) => (
          <li key={`${milestone.title}${milestone.plannedOn}`}>
            {milestone.actualOn === null ? '○' : '✓'} {milestone.title}{' '}
            <span class="quiet">
              {milestone.actualOn === null
                ? milestone.plannedOn === null
                  ? ''
                  : t('plannedFor', { day: day(milestone.plannedOn, milestone.plannedOnPrecision) })
                : t('reachedOn', { day: day(milestone.actualOn, milestone.actualOnPrecision) })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Its parts, agreements and kin in other plans. */
function Others({ action, slug }: { readonly action: ActionData; readonly slug: string }) {
  const { t, words } = useText();
  const agreements = action.agreements?.nodes ?? [];
  return (
    <>
      {action.parts.length === 0 ? null : (
        <Section title={t('parts')}>
          <ul class="plain">
            {action.parts.map(({ code, title, status }) => (
              <li key={code}>
                <Link to={at.action(slug, code)}>{title}</Link> <StatusBadge status={status} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {agreements.length === 0 ? null : (
        <Section title={t('agreements')}>
          <ul class="plain">
            {agreements.map(({ number, title, kind, status }) => (
              <li key={number}>
                {title} <span class="code">{number}</span>{' '}
                <span class="quiet">
                  {words.AgreementKind[kind]}, {words.AgreementStatus[status]}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {action.lineage.length === 0 ? null : (
        <Section title={t('lineage')}>
          <ul class="plain">
            {action.lineage.map(({ kind, fromActionCode, fromProgrammeSlug, toAction, reason }) => (
              <li key={`${kind}${fromActionCode}${toAction?.code}`}>
                {words.LineageKind[kind]}:{' '}
                <Link to={at.action(fromProgrammeSlug, fromActionCode)}>{fromActionCode}</Link>
                {toAction === null ? null : (
                  <>
                    {' → '}
                    {toAction.title}
                  </>
                )}
                {reason === null ? null : <span class="quiet"> {reason}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
