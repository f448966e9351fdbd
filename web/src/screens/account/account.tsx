import { useState } from 'preact/hooks';
import {
  type AccountPageResult,
  AccountPage as AccountQuery,
  CreateToken,
  RevokeToken,
} from '../../generated/account.ts';
import type { ApiTokenScope } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { ChoiceField, faultOf, Refusals, SendButton, TextField } from '../../ui/field.tsx';
import { PageHead, Section, Waiting } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Viewer = NonNullable<AccountPageResult['viewer']>;
type Token = NonNullable<NonNullable<Viewer['account']>['apiTokens']>[number];

const DAY_MS = 86_400_000;

/** Who one is here, and the tokens with which scripts ask in one's name. */
export function AccountPage() {
  const { t, words } = useText();
  const { data, errors, isLoading } = useQuery(AccountQuery, {});
  const viewer = data?.viewer;
  if (!viewer?.account) return <Waiting isLoading={isLoading} errors={errors} />;
  const { account, roles } = viewer;
  return (
    <>
      <PageHead title={account.name ?? t('account')}>
        <p class="quiet">{account.email}</p>
      </PageHead>
      <Section title={t('roles')}>
        <ul class="plain">
          {roles.map(({ role, isEveryProgramme, programme, domain, organisation }) => (
            <li key={`${role}${programme?.slug}${domain?.title}${organisation?.name}`}>
              {words.Role[role]}:{' '}
              {[isEveryProgramme ? t('everyProgramme') : programme?.title, domain?.title, organisation?.name]
                .filter(Boolean)
                .join(', ')}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('tokens')}>
        <p>{t('tokensWhy')}</p>
        <Tokens tokens={account.apiTokens ?? []} />
        <NewToken />
      </Section>
    </>
  );
}

function Tokens({ tokens }: { readonly tokens: readonly Token[] }) {
  const { t, moment, words } = useText();
  const live = tokens.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && Date.parse(expiresAt) > Date.now(),
  );
  if (live.length === 0) return <p class="quiet">{t('tokensNone')}</p>;
  return (
    <Table
      caption={t('tokens')}
      isCaptionHidden
      rows={live}
      keyOf={({ id }) => id}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('begins'), cell: ({ start }) => <code>{start}…</code> },
        { head: t('scope'), cell: ({ scope }) => words.ApiTokenScope[scope] },
        { head: t('until'), cell: ({ expiresAt }) => moment(expiresAt) },
        {
          head: t('lastUsed'),
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : moment(lastUsedAt)),
        },
        {
          head: t('change'),
          cell: (token) => <Revoke token={token} />,
        },
      ]}
    />
  );
}

function Revoke({ token: { id, version, name } }: { readonly token: Token }) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(RevokeToken);
  return (
    <>
      <Refusals of={refusals} />
      <SendButton
        isSecond
        isBusy={isBusy}
        onClick={() => void send({ apiTokenId: id, expectedVersion: version })}
      >
        {t('revoke')} <span class="hidden">{name}</span>
      </SendButton>
    </>
  );
}

function NewToken() {
  const { t, words } = useText();
  const { send, isBusy, refusals } = useChange(CreateToken);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ApiTokenScope>('READ');
  const [days, setDays] = useState('30');
  const [secret, setSecret] = useState<string | null>(null);
  const make = async () => {
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const { data } = await send({ name, scope, expiresAt });
    // The secret of the one before is shown until there is another: nobody can ask for it again.
    if (!data?.createApiToken?.secret) return;
    setSecret(data.createApiToken.secret);
    setName((now) => (now === name ? '' : now));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void make();
      }}
    >
      <h3>{t('tokenNew')}</h3>
      {secret === null ? null : (
        <div class="notice good" role="status">
          <p>{t('tokenOnce')}</p>
          <p>
            <code id="secret">{secret}</code>
          </p>
        </div>
      )}
      <TextField
        label={t('name')}
        hint={t('tokenNameHint')}
        value={name}
        onValue={setName}
        isRequired
        maxLength={100}
        fault={faultOf(refusals, 'name')}
      />
      <ChoiceField
        label={t('scope')}
        value={scope}
        onValue={(one) => setScope(one || 'READ')}
        words={words.ApiTokenScope}
      />
      <ChoiceField
        label={t('tokenDays')}
        value={days}
        onValue={setDays}
        words={{ '7': '7', '30': '30', '90': '90', '365': '365' }}
      />
      <Refusals of={refusals.filter(({ field }) => field !== 'name')} />
      <div class="buttons">
        <SendButton isBusy={isBusy}>{t('tokenMake')}</SendButton>
      </div>
    </form>
  );
}
