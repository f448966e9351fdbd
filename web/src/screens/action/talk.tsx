import type { Standing } from '../../app/session.ts';
import { AnswerFlag, TakeBackComment, Talk as TalkQuery, type TalkResult } from '../../generated/talk.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { SendButton, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useKeptText } from '../../ui/kept-texts.ts';
import { Section } from '../../ui/page.tsx';
import type { ActionData } from './action.tsx';
import { TalkForm } from './talk-form.tsx';

type Subject = NonNullable<TalkResult['action']>;
type Comment = Subject['comments']['nodes'][number];
type Flag = Subject['followUps']['nodes'][number];

interface TalkProps {
  readonly action: ActionData;
  readonly viewer: Standing;
}

const steers = (viewer: Standing): boolean => viewer.has('DIRECTOR', 'COORDINATOR');

/** What who steers and who reports say to each other about an action, and what somebody is to look into. */
export function Talk(props: TalkProps) {
  const { action, viewer } = props;
  const isOwn = viewer.organisations.some(
    ({ id }) =>
      id === action.owner?.id || action.progressUpdates.nodes.some((one) => one.organisation?.id === id),
  );
  return steers(viewer) || isOwn ? <Open {...props} /> : null;
}

function Open({ action, viewer }: TalkProps) {
  const { t } = useText();
  const { data } = useQuery(TalkQuery, { action: action.id });
  const talk = data?.action;
  if (!talk) return null;
  const said = talk.comments.nodes;
  const flags = talk.followUps.nodes;
  return (
    <Section title={t('talk')} id="talk">
      <p class="small quiet">{t('talkWho')}</p>
      {flags.length === 0 ? null : (
        <ul class="queue">
          {flags.map((flag) => (
            <li key={flag.id} class="card-row">
              <FlagCard flag={flag} action={action} viewer={viewer} />
            </li>
          ))}
        </ul>
      )}
      {said.length === 0 ? <p>{t('talkNone')}</p> : null}
      <ol class="timeline">
        {said.map((comment) => (
          <li key={comment.id}>
            <CommentText comment={comment} action={action} viewer={viewer} />
          </li>
        ))}
      </ol>
      <TalkForm action={action} viewer={viewer} />
    </Section>
  );
}

/** Which report, and which part of it, something is about. */
function AboutText(props: {
  readonly action: ActionData;
  readonly of: Pick<Comment, 'field' | 'progressUpdate'>;
}) {
  const { words } = useText();
  const { field, progressUpdate } = props.of;
  if (progressUpdate === null) return null;
  const update = props.action.progressUpdates.nodes.find(({ id }) => id === progressUpdate.id);
  const parts = [update?.organisation?.name, update?.period?.title, field && words.ReportedField[field]];
  return <span class="quiet small"> · {parts.filter(Boolean).join(', ')}</span>;
}

function CommentText(props: { readonly comment: Comment } & TalkProps) {
  const { t, moment } = useText();
  const { comment, action, viewer } = props;
  const { send, isBusy } = useChange(TakeBackComment);
  const isMine = comment.accountId === viewer.accountId;
  return (
    <>
      <p class="small quiet">
        {isMine ? t('you') : t('somebodyElse')}, {moment(comment.writtenAt)}
        <AboutText action={action} of={comment} />
      </p>
      {comment.body === null ? (
        <p class="quiet">{t('commentWithdrawn')}</p>
      ) : (
        <p class="said">{comment.body}</p>
      )}
      {isMine && comment.body !== null ? (
        <SendButton
          isSecond
          isBusy={isBusy}
          onClick={() => void send({ commentId: comment.id, expectedVersion: comment.version })}
        >
          {t('commentWithdraw')} <span class="hidden">{moment(comment.writtenAt)}</span>
        </SendButton>
      ) : null}
    </>
  );
}

function FlagCard(props: { readonly flag: Flag } & TalkProps) {
  const { t, day, words } = useText();
  const { flag, action, viewer } = props;
  const isOpen = flag.resolvedAt === null;
  const who = flag.role === null ? (flag.organisation?.name ?? '–') : words.Approver[flag.role];
  const mayAnswer = flag.role === 'DIRECTOR' ? viewer.has('DIRECTOR') : flag.role === null || steers(viewer);
  return (
    <div>
      <p>
        <Badge shape={isOpen ? 'warn' : 'done'} tone={flag.isOverdue ? 'bad' : isOpen ? 'warn' : 'good'}>
          {isOpen ? t('flagOpen', { who, day: day(flag.dueOn) }) : t('flagAnswered')}
          {flag.isOverdue ? ` (${t('overdue')})` : ''}
        </Badge>
        <AboutText action={action} of={flag} />
      </p>
      <p class="said">{flag.reason}</p>
      {flag.answer === null ? null : (
        <p class="said">
          <strong>{t('flagAnswer')}</strong> {flag.answer}
        </p>
      )}
      {isOpen && mayAnswer ? <Answer flag={flag} /> : null}
    </div>
  );
}

function Answer({ flag }: { readonly flag: Flag }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(AnswerFlag);
  const [answer, setAnswer, forget] = useKeptText(`answer to ${flag.id}`);
  return (
    <details>
      <summary>{t('flagAnswerIt')}</summary>
      <Form
        label={t('save')}
        isBusy={isBusy}
        refusals={refusals}
        onSend={async () => {
          const input = { followUpId: flag.id, expectedVersion: flag.version, answer };
          if ((await send(input)).refusals.length === 0) forget();
        }}
      >
        <TextField
          label={t('flagAnswer')}
          rows={3}
          value={answer}
          onValue={setAnswer}
          isRequired
          maxLength={2000}
        />
      </Form>
    </details>
  );
}
