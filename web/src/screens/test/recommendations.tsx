import { useState } from 'preact/hooks';
import type { Standing } from '../../app/session.ts';
import { SendDone, SendReply } from '../../generated/test.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useKeptText } from '../../ui/kept-texts.ts';
import { Section } from '../../ui/page.tsx';
import type { PovertyTest } from './test.tsx';

type Recommendation = PovertyTest['recommendations']['nodes'][number];

/** What was recommended, what the deciding body and the owner said to it, and what was done. */
export function Recommendations(props: { readonly test: PovertyTest; readonly viewer: Standing }) {
  const { t, words, day } = useText();
  const { recommendations, stage } = props.test;
  if (recommendations.nodes.length === 0) return null;
  const isLive = stage === 'FOLLOW_UP' || stage === 'DECIDED' || stage === 'ADVICE';
  return (
    <Section title={t('recommendations')}>
      <ul class="queue">
        {recommendations.nodes.map((one) => (
          <li key={one.id} class="card-row">
            <div>
              <h3>{one.text}</h3>
              <p>
                <Badge
                  shape={one.isOverdue ? 'warn' : one.isOpen ? 'run' : 'done'}
                  tone={one.isOverdue ? 'bad' : one.isOpen ? 'quiet' : 'good'}
                >
                  {words.RecommendationStatus[one.status]}
                  {one.isOverdue ? ` (${t('overdue')})` : ''}
                </Badge>{' '}
                {one.response === null ? null : words.RecommendationResponse[one.response]}{' '}
                <span class="quiet">{one.responseReason}</span>
              </p>
              <p class="small quiet">
                {t('owner')}: {one.owner?.name ?? t('ownerNone')}
                {one.dueOn === null ? '' : `; ${t('dueBy', { day: day(one.dueOn) })}`}
                {one.doneOn === null ? '' : `; ${t('doneOn', { day: day(one.doneOn) })}`}
                {one.adjustmentCode === null ? '' : ` (${one.adjustmentCode})`}
              </p>
              {one.reply === null ? null : <p class="said">{one.reply}</p>}
              {isLive && one.isOpen && mayAnswer(one, props.viewer) ? <Answer to={one} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const mayAnswer = ({ owner }: Recommendation, viewer: Standing): boolean =>
  viewer.has('REVIEWER', 'DIRECTOR', 'COORDINATOR') ||
  viewer.organisations.some(({ id }) => id === owner?.id);

function Answer({ to }: { readonly to: Recommendation }) {
  const { t } = useText();
  const reply = useChange(SendReply);
  const done = useChange(SendDone);
  const [text, setText, forget] = useKeptText(`reply to ${to.id}`);
  const [code, setCode] = useState('');
  return (
    <details>
      <summary>{t('answerIt')}</summary>
      <Form
        label={t('save')}
        isBusy={reply.isBusy}
        refusals={reply.refusals}
        onSend={async () => {
          const input = { recommendationId: to.id, expectedVersion: to.version, reply: text };
          if ((await reply.send(input)).refusals.length === 0) forget();
        }}
      >
        <TextField label={t('replyText')} rows={3} value={text} onValue={setText} isRequired />
      </Form>
      <Form
        label={t('markDone')}
        isSecond
        isBusy={done.isBusy}
        refusals={done.refusals}
        onSend={() =>
          done.send({
            recommendationId: to.id,
            expectedVersion: to.version,
            adjustmentCode: code || null,
          })
        }
      >
        <TextField
          label={t('adjustmentCode')}
          hint={t('adjustmentCodeHint')}
          value={code}
          onValue={setCode}
        />
      </Form>
    </details>
  );
}
