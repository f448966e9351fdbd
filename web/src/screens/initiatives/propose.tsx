import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Standing } from '../../app/session.ts';
import { InitiativeChoices, ProposeInitiative } from '../../generated/initiatives.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { Programme } from './initiatives.tsx';

interface ProposeProps {
  readonly slug: string;
  readonly programme: Programme;
  readonly viewer: Standing;
}

/** Who may propose: an association in its own name, who steers on behalf of a session. */
export function Propose(props: ProposeProps) {
  const { viewer } = props;
  if (viewer.has('ASSOCIATION') && viewer.organisations.length > 0) return <ForAssociation {...props} />;
  if (viewer.has('DIRECTOR', 'COORDINATOR')) return <ForSession {...props} />;
  return null;
}

function ForAssociation(props: ProposeProps) {
  const [own] = props.viewer.organisations;
  return <ProposeForm {...props} by={{ organisationId: own?.id ?? null }} />;
}

function ForSession(props: ProposeProps) {
  const { t } = useText();
  const [sessionId, setSession] = useState('');
  const { data } = useQuery(InitiativeChoices, { slug: props.slug });
  const sessions = data?.programme?.dialogueSessions.nodes ?? [];
  if (sessions.length === 0) return null;
  return (
    <ProposeForm {...props} by={{ sessionId: sessionId || null }}>
      <ChoiceField
        label={t('dialogueSession')}
        value={sessionId}
        onValue={setSession}
        words={Object.fromEntries(sessions.map(({ id, code, title }) => [id, `${code} ${title}`]))}
        none={t('chooseOne')}
        isRequired
      />
    </ProposeForm>
  );
}

type By = { readonly organisationId: string | null } | { readonly sessionId: string | null };

function ProposeForm(props: ProposeProps & { readonly by: By; readonly children?: ComponentChildren }) {
  const { t } = useText();
  const { programme, by } = props;
  const { send, isBusy, refusals } = useChange(ProposeInitiative);
  const { values, names, field, reset } = useValues(
    `proposal ${programme.id}`,
    { title: '', description: '', domainId: '' },
    refusals,
  );
  const [done, setDone] = useState('');
  const store = async () => {
    const { data, refusals: found } = await send({
      programmeId: programme.id,
      title: values.title,
      description: values.description || null,
      domainId: values.domainId || null,
      ...by,
    });
    if (found.length > 0) return;
    setDone(data?.proposeInitiative?.initiative?.code ?? '');
    reset();
  };
  return (
    <Section title={t('propose')}>
      <p>{t('proposeWhy')}</p>
      <p role="status" class={done === '' ? 'hidden' : 'notice good'}>
        {done === '' ? '' : `${t('receipt')} ${done}`}
      </p>
      <Form label={t('proposeSend')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        {props.children}
        <TextField label={t('title')} isRequired maxLength={500} {...field('title')} />
        <TextField
          label={t('proposeWhat')}
          hint={t('reportNarrativeHint')}
          rows={5}
          maxLength={5000}
          {...field('description')}
        />
        <ChoiceField
          label={t('domain')}
          words={Object.fromEntries(programme.domains.map(({ id, title }) => [id, title]))}
          none={t('noneInParticular')}
          {...field('domainId')}
        />
      </Form>
    </Section>
  );
}
