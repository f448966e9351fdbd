import type { Figured, Kept } from '../generated/summaries.ts';
import type { ActionStatus } from '../generated/types.ts';
import { useText } from '../i18n/hooks.ts';
import { FigureText } from './figures.tsx';
import { isWebAddress } from './source.tsx';

interface Shown {
  readonly title: string;
  readonly url: string;
  /** Null: it is a link. */
  readonly file: Kept | null;
}

interface Content {
  readonly narrative: string | null;
  readonly obstacles: string | null;
  readonly reportedStatus: ActionStatus | null;
  readonly completion: Figured;
  readonly peopleReached: Figured;
  readonly evidence: readonly Shown[];
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
          {content.evidence.map((one) => (
            <li key={one.url}>
              <EvidenceLink of={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A file to take along, with what it is and how large; or a page elsewhere. */
export function EvidenceLink({ of: { title, url, file } }: { readonly of: Shown }) {
  const { number } = useText();
  if (file !== null)
    return (
      <>
        <a href={url} download>
          {title}
        </a>{' '}
        <span class="quiet">({sizeOf(file, number)})</span>
      </>
    );
  if (!isWebAddress(url)) return <>{title}</>;
  return (
    <a href={url} rel="external noreferrer">
      {title}
    </a>
  );
}

/** `PDF, 1,2 MB` */
function sizeOf({ name, sizeBytes }: Kept, number: (value: number, digits?: number) => string): string {
  const end = name.split('.').at(-1)?.toUpperCase() ?? '';
  const size =
    sizeBytes < 1e6 ? `${number(Math.ceil(sizeBytes / 1000))} kB` : `${number(sizeBytes / 1e6, 1)} MB`;
  return `${end}, ${size}`;
}
