import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { EvidenceCategory } from '../../generated/types.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { type Evidence, isKeptFile } from './draft.ts';
import { UploadField } from './upload-field.tsx';

const MOST_EVIDENCE = 20;

interface EvidenceProps {
  readonly evidence: readonly Evidence[];
  readonly onEvidence: (evidence: readonly Evidence[]) => void;
  readonly fault: ComponentChildren;
  /** Saves the draft, so that there is an update for the file; its id, or null when that failed. */
  readonly needUpdate: () => Promise<string | null>;
}

/** Files and links that show what is reported. */
export function EvidenceFields({ evidence, onEvidence, fault, needUpdate }: EvidenceProps) {
  const { t } = useText();
  // A file may arrive after something else was changed.
  const latest = useRef(evidence);
  latest.current = evidence;
  const put = (i: number, part: Partial<Evidence>) =>
    onEvidence(evidence.map((one, k) => (k === i ? { ...one, ...part } : one)));
  return (
    <fieldset class="field">
      <legend>{t('evidence')}</legend>
      <p class="hint">{t('evidenceHint')}</p>
      {fault === null ? null : <p class="fault">{fault}</p>}
      {evidence.map((one, i) => (
        // Rows have no name of their own, and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <div key={i} class="card-row">
          <div>
            <Row one={one} onChange={(part) => put(i, part)} />
            <p class="buttons">
              <button
                type="button"
                class="second"
                aria-label={`${t('remove')}: ${one.title || one.url || t('evidence')}`}
                onClick={() => onEvidence(evidence.filter((_, k) => k !== i))}
              >
                {t('remove')}
              </button>
            </p>
          </div>
        </div>
      ))}
      {evidence.length >= MOST_EVIDENCE ? (
        <p class="small quiet">{t('evidenceMost', { n: MOST_EVIDENCE })}</p>
      ) : (
        <>
          <UploadField
            needUpdate={needUpdate}
            onFile={({ name, url }) =>
              onEvidence([...latest.current, { category: categoryOf(name), title: name, url }])
            }
          />
          <p>
            <button
              type="button"
              class="second"
              onClick={() => onEvidence([...evidence, { category: 'REPORT', title: '', url: '' }])}
            >
              {t('evidenceAdd')}
            </button>
          </p>
        </>
      )}
    </fieldset>
  );
}

/** What a file most likely is, for who does not care to say. */
function categoryOf(name: string): EvidenceCategory {
  if (/\.(png|jpe?g|webp)$/i.test(name)) return 'PHOTO';
  return /\.(csv|ods|xlsx)$/i.test(name) ? 'DATA' : 'REPORT';
}

function Row(props: { readonly one: Evidence; readonly onChange: (part: Partial<Evidence>) => void }) {
  const { t, words } = useText();
  const { one, onChange } = props;
  return (
    <>
      <ChoiceField
        label={t('evidenceKind')}
        value={one.category}
        onValue={(category) => onChange({ category: category || 'OTHER' })}
        words={words.EvidenceCategory}
      />
      <TextField label={t('title')} value={one.title} onValue={(title) => onChange({ title })} />
      {isKeptFile(one.url) ? (
        <p>
          <a href={one.url} download>
            {t('download')}
          </a>
        </p>
      ) : (
        <TextField
          label={t('webAddress')}
          type="url"
          value={one.url}
          onValue={(url) => onChange({ url })}
          fault={one.url === '' || URL.canParse(one.url) ? null : t('webAddressFault')}
        />
      )}
    </>
  );
}
