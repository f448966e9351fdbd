import { useState } from 'preact/hooks';
import { DialogueChoices, RecordSession } from '../../generated/dialogue.ts';
import type { InvolvementChannel } from '../../generated/types.ts';
import { useActionNames } from '../../graph/action-names.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { ManyField } from '../../ui/many-field.tsx';
import { Section } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';

const EMPTY = { title: '', heldOn: '', place: '', headCount: '', organisationId: '', note: '' };

/** Records that people were heard: role, organisation and number, never a name. */
export function RecordForm(props: { readonly slug: string; readonly programmeId: string }) {
  const { t, words } = useText();
  const { slug, programmeId } = props;
  const { data } = useQuery(DialogueChoices, { slug, programme: programmeId });
  const actions = useActionNames(slug);
  const { send, isBusy, refusals } = useChange(RecordSession);
  const { values, names, field, reset } = useValues(`session ${programmeId}`, EMPTY, refusals);
  const [through, setThrough] = useState<InvolvementChannel>('DIRECT');
  const [domainIds, setDomains] = useState<readonly string[]>([]);
  const [actionIds, setActions] = useState<readonly string[]>([]);
  const [done, setDone] = useState('');
  const store = async () => {
    const { data: answer, refusals: found } = await send({
      programmeId,
      through,
      title: values.title,
      heldOn: values.heldOn || null,
      place: values.place || null,
      headCount: values.headCount === '' ? null : Number(values.headCount),
      organisationId: values.organisationId || null,
      note: values.note || null,
      domainIds: [...domainIds],
      actionIds: [...actionIds],
    });
    if (found.length > 0) return;
    setDone(answer?.recordDialogueSession?.dialogueSession?.code ?? '');
    // What was chosen since it was sent is for the next one.
    setDomains((now) => (now === domainIds ? [] : now));
    setActions((now) => (now === actionIds ? [] : now));
    reset();
  };
  return (
    <Section title={t('recordSession')}>
      <p>{t('addKnowledgeWhy')}</p>
      <p role="status" class={done === '' ? 'hidden' : 'notice good'}>
        {done === '' ? '' : t('sessionRecorded', { code: done })}
      </p>
      <Form label={t('recordSession')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <TextField label={t('title')} isRequired maxLength={500} {...field('title')} />
        <TextField label={t('heldOn')} hint={t('heldOnHint')} type="date" {...field('heldOn')} />
        <TextField label={t('place')} maxLength={200} {...field('place')} />
        <TextField
          label={t('headCount')}
          hint={t('headCountHint')}
          type="number"
          min="0"
          {...field('headCount')}
        />
        <ChoiceField
          label={t('heardHow')}
          value={through}
          onValue={(one) => setThrough(one || 'DIRECT')}
          words={words.InvolvementChannel}
        />
        <ChoiceField
          label={t('organisation')}
          words={Object.fromEntries((data?.organisations?.nodes ?? []).map(({ id, name }) => [id, name]))}
          none={t('noneInParticular')}
          {...field('organisationId')}
        />
        <ManyField
          label={t('domains')}
          options={data?.programme?.domains ?? []}
          chosen={domainIds}
          onChosen={setDomains}
        />
        <ManyField label={t('actions')} options={actions} chosen={actionIds} onChosen={setActions} />
        <TextField label={t('remark')} rows={3} maxLength={5000} {...field('note')} />
      </Form>
    </Section>
  );
}
