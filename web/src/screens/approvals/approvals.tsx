import { useState } from 'preact/hooks';
import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { Approvals, type ApprovalsResult, ApproveUpdates, ReturnUpdates } from '../../generated/approvals.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Refusals, SendButton, TextField } from '../../ui/field.tsx';
import { useKeptText } from '../../ui/kept-texts.ts';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { UpdateContent } from '../../ui/update-content.tsx';

type Worklist = NonNullable<ApprovalsResult['programme']>['worklist'];
type Item = Worklist['nodes'][number];

/** What was submitted and waits for the reader: one by one, or many at once. */
export function ApprovalsPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { search } = usePlace();
  const { data, errors, isLoading } = useQuery(Approvals, { slug, after: search.get('after') });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const { worklist } = programme;
  return (
    <>
      <PageHead title={t('partApprovals')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p>
          {worklist.totalCount === 0 ? t('approvalsNone') : t('approvalsWait', { n: worklist.totalCount })}
        </p>
      </PageHead>
      <Queue slug={slug} items={worklist.nodes} />
      <Pager
        shown={worklist.nodes.length}
        total={worklist.totalCount}
        next={worklist.pageInfo.hasNextPage ? worklist.pageInfo.endCursor : null}
      />
    </>
  );
}

function Queue({ slug, items }: { readonly slug: string; readonly items: readonly Item[] }) {
  const { t } = useText();
  const approve = useChange(ApproveUpdates);
  const giveBack = useChange(ReturnUpdates);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason, forget] = useKeptText(`return ${slug}`);
  const [done, setDone] = useState('');
  const ids = items.flatMap(({ update }) => (update === null ? [] : [update.id]));
  const picked = chosen.filter((id) => ids.includes(id));
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);

  const sendApprove = async () => {
    if (picked.length === 0) return setDone(t('chooseFirst'));
    const { data } = await approve.send({ progressUpdateIds: picked });
    // What was approved goes from the list; what was refused, or chosen since, stays chosen.
    const payload = data?.approveProgressUpdates;
    if (payload) setDone(t('approvedCount', { n: payload.progressUpdates.length }));
  };
  const sendReturn = async () => {
    if (picked.length === 0) return setDone(t('chooseFirst'));
    const { data, refusals } = await giveBack.send({ progressUpdateIds: picked, reason });
    if (refusals.length > 0) return;
    setDone(t('returnedCount', { n: data?.returnProgressUpdates?.progressUpdates.length ?? 0 }));
    forget();
  };
  const isBusy = approve.isBusy || giveBack.isBusy;
  return (
    <>
      <p role="status" class={done === '' ? 'hidden' : 'notice'}>
        {done}
      </p>
      {items.length === 0 ? null : (
        <p class="no-print">
          <button
            type="button"
            class="second"
            onClick={() => setChosen(picked.length === ids.length ? [] : ids)}
          >
            {picked.length === ids.length ? t('chooseNone') : t('chooseAll')}
          </button>
        </p>
      )}
      <ul class="queue">
        {items.map((item) =>
          item.update === null ? null : (
            <Submitted
              key={item.update.id}
              slug={slug}
              item={item}
              isChosen={picked.includes(item.update.id)}
              onToggle={() => item.update && toggle(item.update.id)}
            />
          ),
        )}
      </ul>
      {items.length === 0 ? null : (
        <form
          class="decide"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void sendReturn();
          }}
        >
          <p>{t('chosenCount', { n: picked.length })}</p>
          <Refusals of={[...approve.refusals, ...giveBack.refusals]} />
          <SendButton isBusy={isBusy} onClick={() => void sendApprove()}>
            {t('approveChosen')}
          </SendButton>
          <TextField
            label={t('returnReason')}
            hint={t('returnReasonHint')}
            value={reason}
            onValue={setReason}
            rows={3}
            isRequired
            maxLength={2000}
          />
          <div class="buttons">
            <SendButton isBusy={isBusy} isSecond>
              {t('returnChosen')}
            </SendButton>
          </div>
        </form>
      )}
    </>
  );
}

function Submitted(props: {
  readonly slug: string;
  readonly item: Item;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { t, moment } = useText();
  const { action, organisation, period, update } = props.item;
  const name = `${action?.title ?? ''}, ${organisation?.name ?? ''}`;
  return (
    <li class="card-row">
      <label class="chip">
        <input type="checkbox" checked={props.isChosen} onChange={props.onToggle} aria-label={name} />
        {t('choose')}
      </label>
      <div>
        <h2>{action === null ? '–' : <Link to={at.action(props.slug, action.code)}>{action.title}</Link>}</h2>
        <p class="small quiet">
          {organisation?.name} · {period?.title}
          {update?.submittedAt ? ` · ${t('submittedAt', { time: moment(update.submittedAt) })}` : ''}
        </p>
        {update?.content ? <UpdateContent content={update.content} /> : null}
      </div>
    </li>
  );
}
