import { useState } from 'preact/hooks';
import { GrantException, LetIn, type LetInResult, RevokeException } from '../../generated/exceptions.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { Period } from './periods.tsx';

type Exception = Period['exceptions'][number];
type People = readonly { readonly id: string; readonly name: string }[];

interface ExceptionsProps {
  readonly slug: string;
  readonly programmeId: string;
  readonly period: Period;
  readonly mayChange: boolean;
}

/** Who may still report in a period that is closed, until when; for the director with the way to let somebody in. */
export function Exceptions(props: ExceptionsProps) {
  const { mayChange, period } = props;
  const live = period.exceptions.filter(({ isActive }) => isActive);
  const isClosed = period.state === 'CLOSED' || period.state === 'LOCKED';
  if (!mayChange || (live.length === 0 && !isClosed)) return <LetInList live={live} people={[]} />;
  return <Managed {...props} live={live} isClosed={isClosed} />;
}

function LetInList(props: {
  readonly live: readonly Exception[];
  readonly people: People;
  readonly mayChange?: boolean;
}) {
  if (props.live.length === 0) return null;
  return (
    <ul class="plain">
      {props.live.map((one) => (
        <li key={one.id}>
          <ExceptionRow exception={one} people={props.people} mayChange={props.mayChange ?? false} />
        </li>
      ))}
    </ul>
  );
}

function Managed(
  props: ExceptionsProps & { readonly live: readonly Exception[]; readonly isClosed: boolean },
) {
  const { t } = useText();
  const { slug, programmeId, period, live, isClosed } = props;
  const { data } = useQuery(LetIn, { slug, programme: programmeId });
  const persons = personsIn(data);
  return (
    <>
      <LetInList live={live} people={persons} mayChange />
      {isClosed ? (
        <details>
          <summary>
            {t('letSomebodyIn')} <span class="hidden">{period.code}</span>
          </summary>
          <GrantForm period={period} persons={persons} organisations={data?.organisations?.nodes ?? []} />
        </details>
      ) : null}
    </>
  );
}

/** People who were given a role by which one reports. */
const personsIn = (data: LetInResult | null): People =>
  (data?.programme?.roleAssignments?.nodes ?? [])
    .filter(({ role }) => role === 'PARTNER' || role === 'ASSOCIATION')
    .flatMap(({ account, organisation }) =>
      account === null
        ? []
        : [{ id: account.id, name: [account.name, organisation?.name].filter(Boolean).join(', ') }],
    );

function ExceptionRow(props: {
  readonly exception: Exception;
  readonly people: People;
  readonly mayChange: boolean;
}) {
  const { t, day } = useText();
  const { exception, people, mayChange } = props;
  const { send, isBusy, refusals } = useChange(RevokeException);
  const [reason, setReason] = useState('');
  const { organisation, accountId, untilOn } = exception;
  const who = organisation?.name ?? people.find(({ id }) => id === accountId)?.name ?? t('oneAccount');
  return (
    <>
      <p class="small">
        {t('letIn', { who, day: day(untilOn) })} {exception.reason}
      </p>
      {mayChange ? (
        <details>
          <summary>
            {t('revoke')} <span class="hidden">{who}</span>
          </summary>
          <Form
            label={t('revoke')}
            isSecond
            isBusy={isBusy}
            refusals={refusals}
            fields={['reason']}
            onSend={() => send({ exceptionId: exception.id, expectedVersion: exception.version, reason })}
          >
            <TextField label={t('reason')} value={reason} onValue={setReason} isRequired maxLength={1000} />
          </Form>
        </details>
      ) : null}
    </>
  );
}

interface GrantProps {
  readonly period: Period;
  readonly persons: People;
  readonly organisations: People;
}

function GrantForm({ period, persons, organisations }: GrantProps) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(GrantException);
  const [kind, setKind] = useState<'PERSON' | 'ORGANISATION'>('PERSON');
  const { values, names, field, reset } = useValues(
    `exception ${period.id}`,
    { accountId: '', organisationId: '', untilOn: '', reason: '' },
    refusals,
  );
  const store = async () => {
    const who =
      kind === 'PERSON' ? { accountId: values.accountId } : { organisationId: values.organisationId };
    const { untilOn, reason } = values;
    const { refusals: found } = await send({ periodId: period.id, untilOn, reason, ...who });
    if (found.length === 0) reset();
  };
  const choices = (list: People) => Object.fromEntries(list.map(({ id, name }) => [id, name]));
  return (
    <Form label={t('letSomebodyIn')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
      <ChoiceField
        label={t('letInWho')}
        value={kind}
        onValue={(one) => setKind(one || 'PERSON')}
        words={{ PERSON: t('onePerson'), ORGANISATION: t('wholeOrganisation') }}
      />
      {kind === 'PERSON' ? (
        <ChoiceField
          key="person"
          label={t('onePerson')}
          hint={persons.length === 0 ? t('noPersonsHint') : undefined}
          words={choices(persons)}
          none={t('chooseOne')}
          isRequired
          {...field('accountId')}
        />
      ) : (
        <ChoiceField
          key="organisation"
          label={t('organisation')}
          words={choices(organisations)}
          none={t('chooseOne')}
          isRequired
          {...field('organisationId')}
        />
      )}
      <TextField label={t('untilDay')} type="date" isRequired {...field('untilOn')} />
      <TextField label={t('reason')} isRequired maxLength={1000} {...field('reason')} />
    </Form>
  );
}
