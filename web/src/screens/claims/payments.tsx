import { useState } from 'preact/hooks';
import { RecordPayment, SchedulePayment } from '../../generated/claims.ts';
import { useChange } from '../../graph/change.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { ChoiceField, Refusals, SendButton, TextField } from '../../ui/field.tsx';
import { Sums } from '../../ui/figures.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { useValues } from '../../ui/use-values.ts';
import type { Programme } from './claims.tsx';

type Payment = NonNullable<Programme['paymentsDue']>['nodes'][number];

interface PaymentsProps {
  readonly slug: string;
  readonly programme: Programme;
  readonly mayChange: boolean;
}

/** What is to be paid, when and to whom; for who steers with the way to say that it was. */
export function Payments({ slug, programme, mayChange }: PaymentsProps) {
  const { t, day } = useText();
  const payments = programme.paymentsDue?.nodes ?? [];
  if (payments.length === 0 && !mayChange) return null;
  return (
    <Section title={t('paymentsDue')}>
      {payments.length === 0 ? (
        <p class="quiet">{t('paymentsNone')}</p>
      ) : (
        <Table
          caption={t('shownOf', { shown: payments.length, total: programme.paymentsDue?.totalCount ?? 0 })}
          rows={payments}
          keyOf={({ id }) => id}
          columns={[
            { head: t('agreement'), cell: ({ agreement }) => agreement?.title ?? '–' },
            { head: t('receiver'), cell: ({ receiver }) => receiver?.name ?? '–' },
            {
              head: t('dueOn'),
              cell: ({ dueOn, isOverdue }) => (
                <>
                  {day(dueOn)}{' '}
                  {isOverdue ? (
                    <Badge shape="warn" tone="bad">
                      {t('overdue')}
                    </Badge>
                  ) : null}
                </>
              ),
            },
            { head: t('amount'), isNumber: true, cell: ({ amount }) => <Sums of={[amount]} /> },
            ...(mayChange
              ? [{ head: t('change'), cell: (payment: Payment) => <Paid payment={payment} /> }]
              : []),
          ]}
        />
      )}
      {mayChange ? <Schedule slug={slug} programme={programme} /> : null}
    </Section>
  );
}

function Paid({ payment }: { readonly payment: Payment }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(RecordPayment);
  return (
    <>
      <Refusals of={refusals} />
      <SendButton
        isSecond
        isBusy={isBusy}
        onClick={() => void send({ paymentId: payment.id, expectedVersion: payment.version })}
      >
        {t('markPaid')} <span class="hidden">{payment.code}</span>
      </SendButton>
    </>
  );
}

function Schedule({ slug, programme }: { readonly slug: string; readonly programme: Programme }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SchedulePayment);
  const { values, names, field, reset } = useValues(
    `payment ${slug}`,
    { agreementId: '', receiverId: '', amount: '', dueOn: '' },
    refusals,
  );
  const [done, setDone] = useState('');
  const agreements = programme.agreements?.nodes ?? [];
  const parties = agreements.find(({ id }) => id === values.agreementId)?.parties ?? [];
  const receivers = parties.flatMap(({ organisation }) =>
    organisation === null ? [] : [[organisation.id, organisation.name]],
  );
  const store = async () => {
    const amount = values.amount.trim().replace(',', '.');
    const { data, refusals: found } = await send({ ...values, amount, currency: 'EUR' });
    if (found.length > 0) return;
    setDone(data?.schedulePayment?.payment?.code ?? '');
    reset();
  };
  return (
    <details>
      <summary>{t('schedulePayment')}</summary>
      <p role="status" class={done === '' ? 'hidden' : 'notice good'}>
        {done === '' ? '' : t('paymentScheduled', { code: done })}
      </p>
      <Form label={t('schedulePayment')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <ChoiceField
          label={t('agreement')}
          words={Object.fromEntries(agreements.map(({ id, number, title }) => [id, `${number} ${title}`]))}
          none={t('chooseOne')}
          isRequired
          {...field('agreementId')}
        />
        <ChoiceField
          label={t('receiver')}
          words={Object.fromEntries(receivers)}
          none={t('chooseOne')}
          isRequired
          {...field('receiverId')}
        />
        <TextField label={t('amountEuro')} isRequired {...field('amount')} />
        <TextField label={t('dueOn')} type="date" isRequired {...field('dueOn')} />
      </Form>
    </details>
  );
}
