import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { Dialogue, type DialogueResult } from '../../generated/dialogue.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordForm } from './record-form.tsx';

type DialogueSession = NonNullable<DialogueResult['programme']>['dialogueSessions']['nodes'][number];

/** The sessions in which people were heard, what they were about and what changed because of them. */
export function DialoguePage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { search } = usePlace();
  const viewer = useViewer(slug);
  const { data, errors, isLoading } = useQuery(Dialogue, { slug, after: search.get('after') });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const { dialogueSessions: sessions } = programme;
  const unheard = programme.domainsNeverHeard ?? [];
  return (
    <>
      <PageHead title={t('partDialogue')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p class="intro">{t('dialogueIntro')}</p>
        {unheard.length === 0 ? null : (
          <p class="notice warn">
            {t('neverHeard')} {unheard.map(({ title }) => title).join(', ')}
          </p>
        )}
      </PageHead>
      <p class="quiet">
        {sessions.totalCount === 0 ? t('sessionsNone') : t('sessionsCount', { n: sessions.totalCount })}
      </p>
      <ul class="queue">
        {sessions.nodes.map((session) => (
          <li key={session.id} class="card-row">
            <SessionCard slug={slug} session={session} />
          </li>
        ))}
      </ul>
      <Pager
        shown={sessions.nodes.length}
        total={sessions.totalCount}
        next={sessions.pageInfo.hasNextPage ? sessions.pageInfo.endCursor : null}
      />
      {viewer.has('DIRECTOR', 'COORDINATOR') ? <RecordForm slug={slug} programmeId={programme.id} /> : null}
    </>
  );
}

function SessionCard({ slug, session }: { readonly slug: string; readonly session: DialogueSession }) {
  const { t, day, words } = useText();
  const { headCount, headCountReason, actions, domains, adjustments } = session;
  const people =
    headCount === null
      ? headCountReason === null
        ? t('notKnown')
        : words.MissingReason[headCountReason]
      : t('peopleCount', { n: headCount });
  return (
    <div>
      <h2>
        {session.title} <span class="code">{session.code}</span>
      </h2>
      <p class="small quiet">
        {[session.heldOn === null ? null : day(session.heldOn, session.heldOnPrecision), session.place]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl class="facts">
        <Fact term={t('headCount')}>{people}</Fact>
        <Fact term={t('heardHow')}>
          {[words.InvolvementChannel[session.through], session.organisation?.name].filter(Boolean).join(', ')}
        </Fact>
        <Fact term={t('domains')}>
          {domains.length === 0 ? null : (
            <ul class="plain">
              {domains.map(({ code, title }) => (
                <li key={code}>
                  <Link to={at.domain(slug, code)}>{title}</Link>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact term={t('actions')}>
          {actions.length === 0 ? null : (
            <ul class="plain">
              {actions.map(({ code, title }) => (
                <li key={code}>
                  <Link to={at.action(slug, code)}>{title}</Link>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact term={t('changedByIt')}>
          {adjustments.length === 0 ? null : (
            <ul class="plain">
              {adjustments.map(({ id, code, change, action }) => (
                <li key={id}>
                  {change ?? code}
                  {action === null ? null : (
                    <>
                      {' ('}
                      <Link to={at.action(slug, action.code)}>{action.code}</Link>)
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
      {session.note === null ? null : <p class="said small">{session.note}</p>}
    </div>
  );
}
