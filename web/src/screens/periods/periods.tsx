import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import {
  ClosePeriod,
  LockPeriod,
  OpenPeriod,
  Periods,
  type PeriodsResult,
  ReopenPeriod,
} from '../../generated/periods.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { SendButton, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useKeptText } from '../../ui/kept-texts.ts';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Waiting } from '../../ui/page.tsx';
import { useValues } from '../../ui/use-values.ts';
import { Exceptions } from './exceptions.tsx';

export type Period = NonNullable<PeriodsResult['programme']>['reportingPeriods'][number];

/** The times about which organisations report: open, fall due, close and lock. */
export function PeriodsPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const viewer = useViewer(slug);
  const { data, errors, isLoading } = useQuery(Periods, { slug });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const mayChange = viewer.has('DIRECTOR');
  return (
    <>
      <PageHead title={t('partPeriods')} above={<Link to={at.plan(slug)}>{programme.title}</Link>} />
      {programme.reportingPeriods.length === 0 ? <p>{t('periodsNone')}</p> : null}
      <ul class="queue">
        {programme.reportingPeriods.map((period) => (
          <li key={period.id} class="card-row">
            <PeriodCard slug={slug} programmeId={programme.id} period={period} mayChange={mayChange} />
          </li>
        ))}
      </ul>
      {mayChange ? <NewPeriod programmeId={programme.id} /> : null}
    </>
  );
}

interface CardProps {
  readonly slug: string;
  readonly programmeId: string;
  readonly period: Period;
  readonly mayChange: boolean;
}

function PeriodCard({ slug, programmeId, period, mayChange }: CardProps) {
  const { t, day, words } = useText();
  const counts = period.updateCounts;
  const isOpen = period.state === 'OPEN' || period.state === 'DUE';
  return (
    <div>
      <h2>
        {period.title} <span class="code">{period.code}</span>
      </h2>
      <p>
        <Badge
          shape={isOpen ? 'run' : 'stop'}
          tone={period.state === 'DUE' ? 'warn' : isOpen ? 'good' : 'quiet'}
        >
          {words.ReportingPeriodState[period.state]}
        </Badge>{' '}
        {day(period.startsOn)} – {day(period.endsOn)}; {t('dueBy', { day: day(period.dueOn) })}
      </p>
      {counts === null ? null : (
        <p class="small quiet">
          {t('periodCounts', {
            submitted: counts.submitted,
            returned: counts.returned,
            approved: counts.approved,
          })}
        </p>
      )}
      <Exceptions {...{ slug, programmeId, period, mayChange }} />
      {mayChange ? <PeriodChange period={period} /> : null}
    </div>
  );
}

function PeriodChange({ period }: { readonly period: Period }) {
  const { t } = useText();
  const [reason, setReason, forget] = useKeptText(`change of ${period.id}`);
  const close = useChange(ClosePeriod);
  const lock = useChange(LockPeriod);
  const reopen = useChange(ReopenPeriod);
  const input = { periodId: period.id, reason, expectedVersion: period.version };
  if (period.state === 'LOCKED') return null;
  const isBusy = close.isBusy || lock.isBusy || reopen.isBusy;
  const told = ({ refusals }: { readonly refusals: readonly unknown[] }) => {
    if (refusals.length === 0) forget();
  };
  const isClosed = period.state === 'CLOSED';
  return (
    <details>
      <summary>{t('change')}</summary>
      <Form
        label={isClosed ? t('lockPeriod') : t('closePeriod')}
        isBusy={isBusy}
        refusals={[...close.refusals, ...lock.refusals, ...reopen.refusals]}
        onSend={() => (isClosed ? lock : close).send(input).then(told)}
        aside={
          isClosed ? (
            <SendButton isBusy={isBusy} isSecond onClick={() => void reopen.send(input).then(told)}>
              {t('reopenPeriod')}
            </SendButton>
          ) : null
        }
      >
        <TextField label={t('reason')} value={reason} onValue={setReason} isRequired maxLength={500} />
      </Form>
    </details>
  );
}

const EMPTY = { code: '', title: '', startsOn: '', endsOn: '', dueOn: '' };

function NewPeriod({ programmeId }: { readonly programmeId: string }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(OpenPeriod);
  const { values, names, field, reset } = useValues(`period ${programmeId}`, EMPTY, refusals);
  const store = async () => {
    const outcome = await send({ programmeId, ...values });
    if (outcome.refusals.length === 0) reset();
  };
  return (
    <Section title={t('newPeriod')}>
      <Form label={t('openPeriod')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <TextField
          label={t('code')}
          hint={t('periodCodeHint')}
          isRequired
          maxLength={40}
          {...field('code')}
        />
        <TextField label={t('title')} isRequired maxLength={200} {...field('title')} />
        <TextField label={t('firstDay')} type="date" isRequired {...field('startsOn')} />
        <TextField label={t('lastDay')} type="date" isRequired {...field('endsOn')} />
        <TextField label={t('dueOn')} type="date" isRequired {...field('dueOn')} />
      </Form>
    </Section>
  );
}
