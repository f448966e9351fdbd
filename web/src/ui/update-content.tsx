import type { Figured } from '../generated/summaries.ts';
import type { ActionStatus } from '../generated/types.ts';
import { useText } from '../i18n/hooks.ts';
import { FigureText } from './figures.tsx';
import { isWebAddress } from './source.tsx';

interface Content {
  readonly narrative: string | null;
  readonly obstacles: string | null;
  readonly reportedStatus: ActionStatus | null;
  readonly completion: Figured;
  readonly peopleReached: Figured;
  readonly evidence: readonly { readonly title: string; readonly url: string }[];
}

/** What an organisation reported. */
export function UpdateContent({ content }: { readonly content: Content }) {
  const { t, words } = useText();
  return (
    <>
      {content.narrative === null ? null : <p class="said">{content.narrative}</p>}
      {content.obstacles === null ? null : (
        <p class="said">
          <strong>{t('obstacles')}:</strong> {content.obstacles}
        </p>
      )}
      <p class="small">
        {content.reportedStatus === null ? null : `${words.ActionStatus[content.reportedStatus]} · `}
        {content.completion.value === null ? null : (
          <>
            <FigureText of={content.completion} /> {t('complete')} ·{' '}
          </>
        )}
        {t('peopleReached')}: <FigureText of={content.peopleReached} />
      </p>
      {content.evidence.length === 0 ? null : (
        <ul class="small">
          {content.evidence.map(({ title, url }) => (
            <li key={url}>
              {isWebAddress(url) ? (
                <a href={url} rel="external noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
