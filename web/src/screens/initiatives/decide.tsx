import { useState } from 'preact/hooks';
import {
  DeclineInitiative,
  InitiativeChoices,
  MergeInitiative,
  TakeUpInitiative,
} from '../../generated/initiatives.ts';
import { useActionNames } from '../../graph/action-names.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import type { Messages } from '../../i18n/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { Initiative, Programme } from './initiatives.tsx';

const WAYS = {
  NEW: 'wayNew',
  PART: 'wayPart',
  MERGE: 'wayMerge',
  DECLINE: 'wayDecline',
} as const satisfies Record<string, keyof Messages>;
type Way = keyof typeof WAYS;

interface DecideProps {
  readonly slug: string;
  readonly initiative: Initiative;
  readonly programme: Programme;
}

/** Takes an initiative up, lets it go on in another one, or declines it: always with a reason for who proposed it. */
export function Decide(props: DecideProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('decide')} <span class="hidden">{props.initiative.title}</span>
      </summary>
      {isOpen ? <DecideForm {...props} /> : null}
    </details>
  );
}

function DecideForm({ slug, initiative, programme }: DecideProps) {
  const { t } = useText();
  const { data } = useQuery(InitiativeChoices, { slug });
  const actions = useActionNames(slug);
  const changes = {
    takeUp: useChange(TakeUpInitiative),
    merge: useChange(MergeInitiative),
    decline: useChange(DeclineInitiative),
  };
  const all = Object.values(changes);
  const refusals = all.flatMap((one) => one.refusals);
  const [way, setWay] = useState<Way>('NEW');
  const { values, names, field, forget } = useValues(
    `initiative ${initiative.id} ${initiative.version}`,
    { domainId: initiative.domain?.id ?? '', actionId: '', intoId: '', reason: '' },
    refusals,
  );
  const others = (data?.programme?.initiatives.nodes ?? []).filter(({ id }) => id !== initiative.id);
  const input = {
    initiativeId: initiative.id,
    expectedVersion: initiative.version,
    reason: values.reason,
  };
  const decide = () => {
    for (const one of all) one.forget();
    if (way === 'NEW') return changes.takeUp.send({ ...input, domainId: values.domainId || null });
    if (way === 'PART') return changes.takeUp.send({ ...input, actionId: values.actionId });
    if (way === 'MERGE') return changes.merge.send({ ...input, intoId: values.intoId });
    return changes.decline.send(input);
  };
  const send = async () => {
    if ((await decide()).refusals.length === 0) forget();
  };
  return (
    <Form
      label={t('recordDecision')}
      onSend={send}
      isBusy={all.some(({ isBusy }) => isBusy)}
      refusals={refusals}
      fields={names}
    >
      <ChoiceField
        label={t('decision')}
        value={way}
        onValue={(one) => setWay(one || 'NEW')}
        words={
          Object.fromEntries(Object.entries(WAYS).map(([name, word]) => [name, t(word)])) as Record<
            Way,
            string
          >
        }
      />
      {way === 'NEW' ? (
        <ChoiceField
          label={t('domain')}
          words={Object.fromEntries(programme.domains.map(({ id, title }) => [id, title]))}
          none={t('chooseOne')}
          isRequired
          {...field('domainId')}
        />
      ) : null}
      {way === 'PART' ? (
        <ChoiceField
          label={t('action')}
          words={Object.fromEntries(actions.map(({ id, title }) => [id, title]))}
          none={t('chooseOne')}
          isRequired
          {...field('actionId')}
        />
      ) : null}
      {way === 'MERGE' ? (
        <ChoiceField
          label={t('mergeInto')}
          words={Object.fromEntries(others.map(({ id, code, title }) => [id, `${code} ${title}`]))}
          none={t('chooseOne')}
          isRequired
          {...field('intoId')}
        />
      ) : null}
      <TextField
        label={t('reason')}
        hint={t('decideReasonHint')}
        rows={3}
        isRequired
        maxLength={2000}
        {...field('reason')}
      />
    </Form>
  );
}
