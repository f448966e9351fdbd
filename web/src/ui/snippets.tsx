import { useState } from 'preact/hooks';
import { useText } from '../i18n/hooks.ts';
import { Link } from './link.tsx';
import { Section } from './page.tsx';
import { type Snippet, snippetsOf } from './snippet-text.ts';

interface SnippetsProps {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly title?: string;
  /** Whether the page has told already where the token comes from. */
  readonly isTold?: boolean;
}

/** A question to take along, for a terminal, R and Python, and to open in the explorer. */
export function Snippets({ query, variables, title, isTold = false }: SnippetsProps) {
  const { t, language } = useText();
  const explorer = new URLSearchParams({ query, variables: JSON.stringify(variables), lang: language });
  return (
    <Section
      title={title ?? t('byScript')}
      aside={<a href={`/explorer?${explorer}`}>{t('openInExplorer')}</a>}
    >
      <SnippetList
        title={title ?? t('byScript')}
        of={snippetsOf(location.origin, query, variables)}
        isTold={isTold}
      />
    </Section>
  );
}

/** Texts to copy, each folded away under its name, with where the token for them comes from. */
export function SnippetList(props: {
  readonly title: string;
  readonly of: readonly Snippet[];
  readonly isTold?: boolean;
}) {
  const { t } = useText();
  const { title, of: snippets, isTold = false } = props;
  return (
    <>
      {isTold ? null : (
        <p class="small">
          {t('byScriptWhy')} <Link to="/account">{t('tokens')}</Link>
        </p>
      )}
      {snippets.map(({ name, text }) => (
        <details key={name}>
          <summary>{name}</summary>
          <Copied name={`${title}, ${name}`} text={text} />
        </details>
      ))}
    </>
  );
}

function Copied({ name, text }: { readonly name: string; readonly text: string }) {
  const { t } = useText();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      {/* Focusable, so that a keyboard can scroll a wide text. */}
      {/* biome-ignore-start lint/a11y: as above */}
      <pre tabIndex={0} role="region" aria-label={name} lang="en">
        <code>{text}</code>
      </pre>
      {/* biome-ignore-end lint/a11y: as above */}
      <p class="buttons">
        <button
          type="button"
          class="second"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {t('copy')}
        </button>
        <span role="status">{isCopied ? t('copied') : ''}</span>
      </p>
    </>
  );
}
