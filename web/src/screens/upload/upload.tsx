import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageProps } from '../../app/routes.ts';
import {
  ImportUpdates,
  Upload,
  type UploadResult,
  UploadState,
  type UploadStateResult,
  UploadTemplate,
} from '../../generated/upload.ts';
import { useChange } from '../../graph/change.ts';
import { useGraph, useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Field, Refusals, SendButton } from '../../ui/field.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Waiting } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Programme = NonNullable<UploadResult['programme']>;
type Import = NonNullable<NonNullable<UploadStateResult['programme']>['updateImport']>;

const ASK_AGAIN_MS = 500;
const MOST_BYTES = 180_000;

/** Progress updates as a file: take one, fill it in, try it out, send it. */
export function UploadPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { data, errors, isLoading } = useQuery(Upload, { slug });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={t('partUpload')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p class="intro">{t('uploadIntro')}</p>
      </PageHead>
      <Template slug={slug} />
      <Sending slug={slug} programme={programme} />
    </>
  );
}

/** Hands a text to the browser as a file. */
function saveAs(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Template({ slug }: { readonly slug: string }) {
  const { t } = useText();
  const graph = useGraph();
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const { data } = await graph.send(UploadTemplate, { slug });
    if (data?.programme) saveAs(`${slug}-progress-updates.csv`, data.programme.progressUpdatesCsv.text);
    setBusy(false);
  };
  return (
    <Section title={t('uploadTake')}>
      <p>{t('uploadTakeWhy')}</p>
      <div class="buttons">
        <SendButton isBusy={isBusy} isSecond onClick={() => void take()}>
          {t('uploadDownload')}
        </SendButton>
      </div>
    </Section>
  );
}

function Sending({ slug, programme }: { readonly slug: string; readonly programme: Programme }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(ImportUpdates);
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [importId, setImportId] = useState<string | null>(null);
  const choose = async (chosen: File | undefined) => {
    setImportId(null);
    setFile(null);
    setFault(null);
    if (chosen === undefined) return;
    if (chosen.size > MOST_BYTES) setFault(t('uploadTooLarge'));
    else setFile({ name: chosen.name, text: await chosen.text() });
  };
  const start = async (isDryRun: boolean) => {
    if (file === null) return setFault(t('uploadChoose'));
    const { data } = await send(
      { programmeId: programme.id, csv: file.text, isDryRun, submit: true },
      { isQuiet: true },
    );
    setImportId(data?.importProgressUpdates?.updateImport?.id ?? null);
  };
  return (
    <Section title={t('uploadSend')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void start(true);
        }}
      >
        <Field label={t('uploadFile')} hint={t('uploadFileHint')} fault={fault}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
        <Refusals of={refusals} />
        <div class="buttons">
          <SendButton isBusy={isBusy}>{t('uploadTry')}</SendButton>
        </div>
      </form>
      {importId === null ? null : (
        <Progress key={importId} slug={slug} id={importId} isBusy={isBusy} onSend={() => void start(false)} />
      )}
    </Section>
  );
}

/** How far an import is, until it ends. */
function Progress(props: {
  readonly slug: string;
  readonly id: string;
  readonly isBusy: boolean;
  readonly onSend: () => void;
}) {
  const graph = useGraph();
  const [found, setFound] = useState<Import | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const look = async () => {
      const { data } = await graph.send(UploadState, { slug: props.slug, id: props.id });
      const next = data?.programme?.updateImport ?? null;
      setFound(next);
      if (next === null || next.state === 'QUEUED' || next.state === 'RUNNING')
        timer.current = setTimeout(() => void look(), ASK_AGAIN_MS);
      else if (!next.isDryRun) void graph.refresh();
    };
    void look();
    return () => clearTimeout(timer.current);
  }, [graph, props.slug, props.id]);
  return found === null ? null : <ImportResult is={found} isBusy={props.isBusy} onSend={props.onSend} />;
}

function ImportResult(props: { readonly is: Import; readonly isBusy: boolean; readonly onSend: () => void }) {
  const { is, isBusy, onSend } = props;
  const { t, words } = useText();
  const isDone = is.state === 'DONE';
  const refused = is.rows.nodes.filter(({ outcome }) => outcome === 'REFUSED');
  return (
    <div id="import-result">
      <p role="status">
        {words.UpdateImportState[is.state]}: {t('uploadRows', { done: is.doneCount, total: is.rowCount })}
      </p>
      <progress value={is.doneCount} max={Math.max(is.rowCount, 1)} aria-label={t('uploadSend')} />
      {is.failure === null ? null : <p class="notice bad">{is.failure}</p>}
      {isDone ? (
        <p class={is.refusedCount > 0 ? 'notice warn' : 'notice good'}>
          {is.isDryRun ? t('uploadWould') : t('uploadDid')}{' '}
          {t('uploadCounts', {
            submitted: is.submittedCount,
            unchanged: is.unchangedCount,
            refused: is.refusedCount,
          })}
        </p>
      ) : null}
      {refused.length === 0 ? null : (
        <Table
          caption={t('uploadProblems')}
          rows={refused}
          keyOf={({ line }) => String(line)}
          columns={[
            { head: t('line'), cell: ({ line }) => line },
            {
              head: t('problem'),
              cell: ({ problems }) => (
                <ul>
                  {problems.map(({ column, message }) => (
                    <li key={`${column}${message}`}>
                      {column === null ? null : <code>{column}</code>} {message}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
      {isDone && is.isDryRun && is.rowCount > is.refusedCount ? (
        <div class="buttons">
          <SendButton isBusy={isBusy} onClick={onSend}>
            {is.refusedCount > 0 ? t('uploadSendRest') : t('uploadSendAll')}
          </SendButton>
        </div>
      ) : null}
    </div>
  );
}
