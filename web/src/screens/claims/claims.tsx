import { useState } from 'preact/hooks';
import { usePlace } from '../../app/location.ts';
import type { PageProps } from '../../app/routes.ts';
import { type Standing, useViewer } from '../../app/session.ts';
import { AcceptClaim, Claims, type ClaimsResult, RefuseClaim, SendClaim } from '../../generated/claims.ts';
import type { ExpenseClaimStatus } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Badge, type Shape, type Tone } from '../../ui/badge.tsx';
import { ChoiceField, Refusals, SendButton, TextField } from '../../ui/field.tsx';
import { Sums } from '../../ui/figures.tsx';
import { Filter } from '../../ui/filter.tsx';
import { Form } from '../../ui/form.tsx';
import { useKeptText } from '../../ui/kept-texts.ts';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Waiting } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { isWebAddress } from '../../ui/source.tsx';
import { useValues } from '../../ui/use-values.ts';
import { Payments } from './payments.tsx';

export type Programme = NonNullable<ClaimsResult['programme']>;
type Claim = NonNullable<Programme['expenseClaims']>['nodes'][number];

const LOOK: Record<ExpenseClaimStatus, readonly [Shape, Tone]> = {
  SUBMITTED: ['run', 'warn'],
  APPROVED: ['done', 'good'],
  REJECTED: ['stop', 'bad'],
};

/** What partners spent under their agreements, and what is due to them. */
export function ClaimsPage({ parameters: { slug = '' } }: PageProps) {
  const { t, words } = useText();
  const { search } = usePlace();
  const viewer = useViewer(slug);
  const statuses = search
    .getAll('status')
    .filter((one): one is ExpenseClaimStatus => one in words.ExpenseClaimStatus);
  const { data, errors, isLoading } = useQuery(Claims, {
    slug,
    after: search.get('after'),
    statuses: statuses.length === 0 ? null : statuses,
  });
  const programme = data?.programme;
  const claims = programme?.expenseClaims;
  if (!programme || !claims) return <Waiting isLoading={isLoading} errors={errors} />;
  const mayDecide = viewer.has('DIRECTOR', 'COORDINATOR');
  return (
    <>
      <PageHead title={t('partClaims')} above={<Link to={at.plan(slug)}>{programme.title}</Link>} />
      <Section title={t('claimsOfPartners')}>
        <Filter
          options={[
            { name: 'status', label: t('status'), words: words.ExpenseClaimStatus, chosen: statuses },
          ]}
        />
        {claims.totalCount === 0 ? <p>{t('claimsNone')}</p> : null}
        <ul class="queue" aria-busy={isLoading}>
          {claims.nodes.map((claim) => (
            <li key={claim.id} class="card-row">
              <ClaimCard claim={claim} mayDecide={mayDecide} />
            </li>
          ))}
        </ul>
        <Pager
          shown={claims.nodes.length}
          total={claims.totalCount}
          next={claims.pageInfo.hasNextPage ? claims.pageInfo.endCursor : null}
        />
      </Section>
      {viewer.organisations.length === 0 ? null : (
        <NewClaim slug={slug} programme={programme} viewer={viewer} />
      )}
      <Payments slug={slug} programme={programme} mayChange={mayDecide} />
    </>
  );
}

function ClaimCard({ claim, mayDecide }: { readonly claim: Claim; readonly mayDecide: boolean }) {
  const { t, day, words } = useText();
  const [shape, tone] = LOOK[claim.status];
  return (
    <div>
      <h3>
        {claim.purpose} <span class="code">{claim.code}</span>
      </h3>
      <p>
        <Badge shape={shape} tone={tone}>
          {words.ExpenseClaimStatus[claim.status]}
        </Badge>{' '}
        <Sums of={[claim.amount]} />
      </p>
      <p class="small quiet">
        {claim.organisation?.name} · {claim.agreement?.title} · {day(claim.periodStart)} –{' '}
        {day(claim.periodEnd)}
      </p>
      <p class="small">
        {isWebAddress(claim.evidenceUrl) ? (
          <a href={claim.evidenceUrl} rel="external noreferrer">
            {t('evidence')}
          </a>
        ) : (
          claim.evidenceUrl
        )}{' '}
        {claim.decisionReason}
      </p>
      {mayDecide && claim.status === 'SUBMITTED' ? <Decide claim={claim} /> : null}
    </div>
  );
}

function Decide({ claim }: { readonly claim: Claim }) {
  const { t } = useText();
  const accept = useChange(AcceptClaim);
  const refuse = useChange(RefuseClaim);
  const [reason, setReason, forget] = useKeptText(`claim ${claim.id}`);
  const isBusy = accept.isBusy || refuse.isBusy;
  const input = { claimId: claim.id, expectedVersion: claim.version };
  return (
    <details>
      <summary>
        {t('decide')} <span class="hidden">{claim.code}</span>
      </summary>
      <Refusals of={accept.refusals} />
      <div class="buttons">
        <SendButton isBusy={isBusy} onClick={() => void accept.send(input)}>
          {t('acceptClaim')}
        </SendButton>
      </div>
      <Form
        label={t('refuseClaim')}
        isSecond
        isBusy={isBusy}
        refusals={refuse.refusals}
        onSend={async () => {
          if ((await refuse.send({ ...input, reason })).refusals.length === 0) forget();
        }}
      >
        <TextField label={t('refuseReason')} value={reason} onValue={setReason} isRequired />
      </Form>
    </details>
  );
}

const EMPTY = { agreementId: '', amount: '', purpose: '', periodStart: '', periodEnd: '', evidenceUrl: '' };

function NewClaim(props: {
  readonly slug: string;
  readonly programme: Programme;
  readonly viewer: Standing;
}) {
  const { slug, programme, viewer } = props;
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(SendClaim);
  const { values, names, field: textField, reset } = useValues(`claim ${slug}`, EMPTY, refusals);
  const [done, setDone] = useState<string | null>(null);
  const [own] = viewer.organisations;
  const agreements = (programme.agreements?.nodes ?? []).filter(({ parties }) =>
    parties.some(({ organisation }) => organisation?.id === own?.id),
  );
  const field = (name: keyof typeof EMPTY) => ({ ...textField(name), isRequired: true });
  const store = async () => {
    if (own === undefined) return;
    const amount = values.amount.trim().replace(',', '.');
    const { data, refusals: found } = await send({
      ...values,
      amount,
      currency: 'EUR',
      organisationId: own.id,
    });
    if (found.length > 0) return;
    setDone(data?.submitClaim?.claim?.code ?? '');
    reset();
  };
  if (agreements.length === 0) return <p class="quiet">{t('claimNoAgreement')}</p>;
  return (
    <Section title={t('claimNew')}>
      <p role="status" class={done === null ? 'hidden' : 'notice good'}>
        {done === null ? '' : `${t('receipt')} ${done}`}
      </p>
      <Form label={t('submit')} onSend={store} isBusy={isBusy} refusals={refusals} fields={names}>
        <ChoiceField
          label={t('agreement')}
          words={Object.fromEntries(agreements.map(({ id, number, title }) => [id, `${number} ${title}`]))}
          none={t('chooseOne')}
          {...field('agreementId')}
        />
        <TextField label={t('amountEuro')} {...field('amount')} />
        <TextField label={t('purpose')} {...field('purpose')} />
        <TextField label={t('firstDay')} type="date" {...field('periodStart')} />
        <TextField label={t('lastDay')} type="date" {...field('periodEnd')} />
        <TextField label={t('evidenceLink')} type="url" {...field('evidenceUrl')} />
      </Form>
    </Section>
  );
}
