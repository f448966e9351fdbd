import { useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/hooks.ts';
import { Field } from '../../ui/field.tsx';
import { ACCEPTED, faultOfFile, MOST_MB, sendFile } from './upload-file.ts';

interface UploadProps {
  readonly needUpdate: () => Promise<string | null>;
  readonly onFile: (file: { readonly name: string; readonly url: string }) => void;
}

/** Chooses a file, says at once why it cannot be taken, and how far it has come when it can. */
export function UploadField({ needUpdate, onFile }: UploadProps) {
  const { t, number } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [done, setDone] = useState('');
  const ends = ACCEPTED.map((end) => end.slice(1)).join(', ');

  const why = (file: File): string | null => {
    const found = faultOfFile(file);
    if (found === 'TOO_LARGE') return t('fileTooLarge', { mb: MOST_MB, has: number(file.size / 1e6, 1) });
    return found === null ? null : t(found === 'EMPTY' ? 'fileEmpty' : 'fileOtherType', { ends });
  };
  const send = async (file: File) => {
    setDone('');
    const early = why(file);
    setFault(early);
    if (early !== null) return;
    setShare(0);
    const update = await needUpdate();
    const sent = update === null ? { fault: '' } : await sendFile(file, update, setShare);
    setShare(null);
    if ('fault' in sent) return setFault(sent.fault || t('fileNotSent'));
    if (input.current !== null) input.current.value = '';
    setDone(t('fileSent', { name: sent.name }));
    onFile(sent);
  };
  return (
    <>
      <Field label={t('fileAdd')} hint={t('fileHint', { ends, mb: MOST_MB })} fault={fault}>
        {(ids) => (
          <input
            {...ids}
            ref={input}
            type="file"
            accept={ACCEPTED.join(',')}
            disabled={share !== null}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) void send(file);
            }}
          />
        )}
      </Field>
      {share === null ? null : (
        <p>
          <progress value={share} max={1} aria-label={t('fileSending')} /> {number(share * 100, 0)} %
        </p>
      )}
      <p role="status" class={done === '' ? 'hidden' : 'small'}>
        {share === null ? done : t('fileSending')}
      </p>
    </>
  );
}
