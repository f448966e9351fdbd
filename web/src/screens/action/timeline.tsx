import { useText } from '../../i18n/hooks.ts';
import { Section } from '../../ui/page.tsx';
import { StateBadge } from '../../ui/status.tsx';
import { UpdateContent } from '../../ui/update-content.tsx';
import type { ActionData } from './action.tsx';
import { type Event, eventsOf } from './events.ts';

/** What happened to an action, the latest first. */
export function Timeline({ action }: { readonly action: ActionData }) {
  const { t, day } = useText();
  const events = eventsOf(action);
  return (
    <Section title={t('timeline')}>
      {events.length === 0 ? (
        <p class="quiet">{t('timelineNone')}</p>
      ) : (
        <ol class="timeline">
          {events.map((event, i) => (
            // Two things may happen on one day, and the list is drawn anew as a whole.
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={i}>
              <p class="small quiet">{event.on === '' ? '' : day(event.on, event.precision)}</p>
              <EventText event={event} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function EventText({ event }: { readonly event: Event }) {
  const { t, words } = useText();
  switch (event.kind) {
    case 'STATUS':
      return (
        <p>
          {t('becameStatus')} <strong>{words.ActionStatus[event.is.toStatus]}</strong>
          {event.is.note === null ? null : <span class="quiet"> {event.is.note}</span>}
        </p>
      );
    case 'ADJUSTMENT':
      return (
        <p>
          {t('adjusted')}: {event.is.change ?? event.is.code}
          {event.is.reason === null ? null : (
            <span class="quiet"> {t('because', { reason: event.is.reason })}</span>
          )}
        </p>
      );
    case 'HANDOVER':
      return (
        <p>
          {t('handedOver', {
            from: event.is.fromOrganisation?.name ?? '–',
            to: event.is.toOrganisation?.name ?? '–',
          })}{' '}
          <span class="quiet">{event.is.reason}</span>
        </p>
      );
    case 'EVALUATION':
      return (
        <p>
          {t('evaluated')}: {event.is.title}
        </p>
      );
    case 'UPDATE':
      return <UpdateText update={event.is} />;
  }
}

type Update = ActionData['progressUpdates']['nodes'][number];

/** What an organisation reported. */
export function UpdateText({ update }: { readonly update: Update }) {
  const { t } = useText();
  const { content } = update;
  return (
    <div>
      <p>
        <strong>{update.organisation?.name ?? t('notKnown')}</strong>, {update.period?.title}{' '}
        <StateBadge state={update.state} />
      </p>
      {content === null ? null : <UpdateContent content={content} />}
    </div>
  );
}
