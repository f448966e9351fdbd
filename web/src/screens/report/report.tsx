import { useState } from 'preact/hooks';
import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { Report, type ReportResult, SubmitReport, WithdrawReport } from '../../generated/report.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { isConflict } from '../../ui/conflict.tsx';
import { Refusals, SendButton } from '../../ui/field.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { UpdateContent } from '../../ui/update-content.tsx';
import { draftOf } from './draft.ts';
import { DraftConflict } from './draft-conflict.tsx';
import { ReportFields } from './report-fields.tsx';
import { useDraft } from './use-draft.ts';

type Action = NonNullable<ReportResult['action']>;
type Form = NonNullable<Action['reportingDraft']>;

/** One form for one action, one period and one organisation. */
export function ReportPage({ parameters: { slug = '' } }: PageProps) {
  const { t, day } = useText();
  const { search } = usePlace();
  const viewer = useViewer(slug);
  const ids = {
    action: search.get('action') ?? '',
    organisation: search.get('organisation') ?? '',
    period: search.get('period') ?? '',
  };
  const { data, errors, isLoading } = useQuery(Report, ids);
  const action = data?.action;
  const form = action?.reportingDraft;
  if (!action || !form || viewer.accountId === null)
    return (
      <Waiting isLoading={isLoading || (form !== undefined && viewer.accountId === null)} errors={errors} />
    );
  const state = form.update?.state ?? 'DRAFT';
  return (
    <>
      <PageHead title={action.title} above={<Link to={at.in(slug, 'work')}>{t('partWork')}</Link>}>
        {form.period === null ? null : (
          <p>
            {form.period.title}; {t('dueBy', { day: day(form.period.dueOn) })}
          </p>
        )}
      </PageHead>
      {state === 'DRAFT' || state === 'RETURNED' ? (
        <ReportForm key={form.update?.state} slug={slug} form={form} ids={ids} accountId={viewer.accountId} />
      ) : (
        <Receipt slug={slug} form={form} />
      )}
    </>
  );
}

interface FormProps {
  readonly slug: string;
  readonly form: Form;
  readonly ids: { readonly action: string; readonly organisation: string; readonly period: string };
  readonly accountId: string;
}

function ReportForm({ form, ids, accountId }: FormProps) {
  const { t } = useText();
  const about = { actionId: ids.action, organisationId: ids.organisation, periodId: ids.period };
  const { draft, change, save, kept, refusals, update, before, theirs, settle } = useDraft(
    draftOf(form.content),
    about,
    form.update,
    accountId,
  );
  const submit = useChange(SubmitReport);
  const [isSaving, setSaving] = useState(false);
  const send = async () => {
    setSaving(true);
    const isSaved = await save();
    setSaving(false);
    const saved = update.current;
    if (isSaved && saved !== null)
      await submit.send({ progressUpdateId: saved.id, expectedVersion: saved.version });
  };
  const needUpdate = async () => ((await save()) ? (update.current?.id ?? null) : null);
  const isBusy = isSaving || submit.isBusy;
  const faults = [...refusals, ...submit.refusals];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void send();
      }}
    >
      {form.update?.returnedReason ? (
        <p class="notice bad">
          <strong>{t('returnedBecause')}</strong> {form.update.returnedReason}
        </p>
      ) : null}
      {form.isPrefilled ? <p class="notice">{t('prefilled')}</p> : null}
      {/* What is on its way is what stands here: letters typed now would not be in it. */}
      <div inert={isBusy}>
        <ReportFields draft={draft} change={change} refusals={faults} needUpdate={needUpdate} />
      </div>
      {isConflict(refusals) ? (
        <p class="notice warn">
          {t('conflictOpen')}{' '}
          <button type="button" class="second" onClick={() => void save()}>
            {t('conflictChoose')}
          </button>
        </p>
      ) : null}
      <Refusals of={faults.filter((one) => !isConflict([one]))} />
      <div class="buttons">
        <SendButton isBusy={isBusy}>{t('submit')}</SendButton>
        <span role="status" class="small quiet" id="kept">
          {t(`kept:${kept}`)}
        </span>
      </div>
      <p class="small quiet">{t('submitWhat')}</p>
      {theirs === null ? null : (
        <DraftConflict
          {...{ before, mine: draft, theirs: theirs.draft }}
          onSettle={(agreed) => void settle(agreed)}
        />
      )}
    </form>
  );
}

/** That it arrived, with what was sent. */
function Receipt({ slug, form }: { readonly slug: string; readonly form: Form }) {
  const { t, words, moment } = useText();
  const withdraw = useChange(WithdrawReport);
  const { update, content } = form;
  if (update === null) return null;
  return (
    <>
      <div class="notice good" id="receipt" role="status">
        <p>
          <strong>{update.state === 'APPROVED' ? t('wasApproved') : t('receipt')}</strong>
        </p>
        <p class="small">
          {words.ProgressState[update.state]} · {moment(update.savedAt)} · {t('receiptNumber')}{' '}
          <span class="code">{update.id}</span>
        </p>
      </div>
      {content === null ? null : <UpdateContent content={content} />}
      <Refusals of={withdraw.refusals} />
      <div class="buttons">
        <Link class="button" to={at.in(slug, 'work')}>
          {t('backToWork')}
        </Link>
        {update.state === 'SUBMITTED' ? (
          <SendButton
            isSecond
            isBusy={withdraw.isBusy}
            onClick={() =>
              void withdraw.send({ progressUpdateId: update.id, expectedVersion: update.version })
            }
          >
            {t('takeBack')}
          </SendButton>
        ) : null}
      </div>
    </>
  );
}
