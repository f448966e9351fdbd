import { useState } from 'preact/hooks';
import type { Standing } from '../../app/session.ts';
import { Flag, Say } from '../../generated/talk.ts';
import type { Approver, ReportedField } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { ActionData } from './action.tsx';

type Update = ActionData['progressUpdates']['nodes'][number];
type Who = 'ORGANISATION' | Approver;

/** Says something about an action or a part of a report, or asks somebody to look into it by a day. */
export function TalkForm(props: { readonly action: ActionData; readonly viewer: Standing }) {
  const { t, words } = useText();
  const { action, viewer } = props;
  const say = useChange(Say);
  const flag = useChange(Flag);
  const refusals = [...say.refusals, ...flag.refusals];
  const [field, setField] = useState<ReportedField | ''>('');
  const [isFlag, setFlag] = useState(false);
  const {
    values,
    names,
    field: textField,
    reset,
  } = useValues(`talk ${action.id}`, { about: '', body: '', dueOn: '' }, refusals);
  const updates = action.progressUpdates.nodes.filter(
    ({ organisation }) =>
      viewer.has('DIRECTOR', 'COORDINATOR') || viewer.organisations.some(({ id }) => id === organisation?.id),
  );
  const update = updates.find(({ id }) => id === values.about);
  const organisation = update === undefined ? action.owner : update.organisation;
  const [who, setWho] = useState<Who>('COORDINATOR');
  const subject =
    update === undefined
      ? { actionId: action.id }
      : { progressUpdateId: update.id, field: field === '' ? null : field };
  const send = async () => {
    say.forget();
    flag.forget();
    const { refusals: found } = isFlag
      ? await flag.send({
          ...subject,
          reason: values.body,
          dueOn: values.dueOn,
          ...(who === 'ORGANISATION' ? { organisationId: organisation?.id ?? null } : { role: who }),
        })
      : await say.send({ ...subject, body: values.body });
    if (found.length === 0) reset();
  };
  return (
    <Form
      label={isFlag ? t('flagSend') : t('commentSend')}
      onSend={send}
      isBusy={say.isBusy || flag.isBusy}
      refusals={refusals}
      fields={names}
    >
      <h3>{t('talkSay')}</h3>
      {updates.length === 0 ? null : (
        <ChoiceField
          label={t('talkAbout')}
          words={Object.fromEntries(updates.map((one) => [one.id, nameOf(one, t('report'))]))}
          none={t('talkAction')}
          {...textField('about')}
        />
      )}
      {update === undefined ? null : (
        <ChoiceField
          label={t('talkField')}
          value={field}
          onValue={setField}
          words={words.ReportedField}
          none={t('talkWhole')}
        />
      )}
      <TextField
        label={isFlag ? t('flagReason') : t('talkBody')}
        hint={t('reportNarrativeHint')}
        rows={3}
        isRequired
        maxLength={isFlag ? 1000 : 2000}
        {...textField('body')}
      />
      <label class="chip">
        <input type="checkbox" checked={isFlag} onChange={(event) => setFlag(event.currentTarget.checked)} />
        {t('flagIt')}
      </label>
      {isFlag ? (
        <>
          <ChoiceField
            label={t('flagWho')}
            value={who}
            onValue={(one) => setWho(one || 'COORDINATOR')}
            words={
              {
                ...(organisation ? { ORGANISATION: organisation.name } : {}),
                ...words.Approver,
              } as Record<Who, string>
            }
          />
          <TextField label={t('dueOn')} type="date" isRequired {...textField('dueOn')} />
        </>
      ) : null}
    </Form>
  );
}

const nameOf = ({ organisation, period }: Update, report: string): string =>
  [report, organisation?.name, period?.title].filter(Boolean).join(', ');
