import type { PageProps } from '../../app/routes.ts';
import { Plan, type PlanResult } from '../../generated/plan.ts';
import type { Effected } from '../../generated/summaries.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Fictional } from '../../ui/fictional.tsx';
import { Bar, ProgressText, Sums } from '../../ui/figures.tsx';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Section, Tile, Waiting } from '../../ui/page.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { SourceText } from '../../ui/source.tsx';
import { StatusBadge, TrendBadge } from '../../ui/status.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { verdictsOf } from './verdicts.ts';

type Programme = NonNullable<PlanResult['programme']>;
type Domain = Programme['domains'][number];

/** The whole plan on one page: totals, then each domain. */
export function PlanPage({ parameters: { slug = '' } }: PageProps) {
  const { t, term, words } = useText();
  const { data, errors, isLoading } = useQuery(Plan, { slug });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={programme.title}>
        <p class="quiet">
          {term(programme.startsOn, programme.endsOn)} · {words.ProgrammeStatus[programme.status]}
        </p>
        <Fictional isFictional={programme.isFictional} />
        {programme.description === null ? null : <p class="intro">{programme.description}</p>}
        <PrintButton />
      </PageHead>
      <Totals programme={programme} />
      <Attention programme={programme} />
      <Section title={t('domains')}>
        <DomainTable programme={programme} />
        <Rules programme={programme} />
      </Section>
      {programme.progress.byStatus.length === 0 ? null : (
        <Section title={t('actionsByStatus')}>
          <ul class="inline">
            {programme.progress.byStatus.map(({ status, count }) => (
              <li key={status}>
                <StatusBadge status={status} /> <span class="number">{count}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <p class="quiet small">
        {t('source')}: <SourceText source={programme.source} />
      </p>
    </>
  );
}

function Totals({ programme }: { readonly programme: Programme }) {
  const { t, number } = useText();
  const { progress, budget, povertyTesting, indicators } = programme;
  const { value, numerator, denominator } = progress.completion;
  return (
    <div class="tiles">
      <Tile title={t('progress')} big={value === null ? t('notKnown') : `${number(value, 0)} %`}>
        {value === null ? null : <Bar value={value} />}
        <p>
          {t('actionCount', { n: progress.actionCount })}, {t('partsNotCounted')};{' '}
          {value === null
            ? t('completionUnknown')
            : t('completionOf', { part: Number(numerator), whole: Number(denominator) })}
          {progress.overdueCount > 0 ? `; ${t('overdueCount', { n: progress.overdueCount })}` : ''}
        </p>
      </Tile>
      {budget === null ? null : (
        <Tile title={t('money')} big={<Sums of={budget.committed} isShort />}>
          {hasMoney(budget) ? (
            <p>
              {t('committedOfPlanned')} <Sums of={budget.planned} isShort /> {t('planned')};{' '}
              <Sums of={budget.paid} isShort /> {t('paid')}
            </p>
          ) : (
            <p>{t('noLines')}</p>
          )}
          {budget.unknownLineCount > 0 ? (
            <p class="small quiet">{t('linesWithoutAmount', { n: budget.unknownLineCount })}</p>
          ) : null}
        </Tile>
      )}
      {povertyTesting === null ? null : (
        <Tile
          title={t('tests')}
          big={`${number(povertyTesting.testedCount)} / ${number(povertyTesting.actionCount)}`}
        >
          <p>
            {t('testedWhy')}; {t('testsMissing', { n: povertyTesting.missingCount })};{' '}
            {t('testsOverdue', { n: povertyTesting.overdueCount })}
          </p>
        </Tile>
      )}
      {indicators === null || indicators.totalCount === 0 ? null : (
        <Tile title={t('effect')} big={t('indicatorCount', { n: indicators.totalCount })}>
          <Verdicts of={indicators.nodes} />
        </Tile>
      )}
    </div>
  );
}

const hasMoney = ({ planned, committed, paid }: NonNullable<Programme['budget']>) =>
  [planned, committed, paid].some((sums) => sums.length > 0);

/** How many indicators get better, worse, or neither. */
function Verdicts({ of: indicators }: { readonly of: readonly Effected[] }) {
  const counts = verdictsOf(indicators);
  if (counts.length === 0) return <span class="quiet">–</span>;
  return (
    <ul class="verdicts">
      {counts.map(({ verdict, count }) => (
        <li key={verdict}>
          <TrendBadge verdict={verdict} /> <span class="number">{count}</span>
        </li>
      ))}
    </ul>
  );
}

function DomainTable({ programme }: { readonly programme: Programme }) {
  const { t } = useText();
  const { slug, budget, povertyTesting, indicators } = programme;
  const columns: (Column<Domain> | null)[] = [
    {
      head: t('domain'),
      cell: ({ code, title }) => <Link to={at.domain(slug, code)}>{title}</Link>,
    },
    { head: t('actions'), isNumber: true, cell: ({ progress }) => progress.actionCount },
    { head: t('progress'), cell: ({ progress }) => <ProgressText of={progress} /> },
    budget && {
      head: t('money'),
      isNumber: true,
      cell: (domain) => (domain.budget === null ? '–' : <DomainMoney of={domain.budget} />),
    },
    povertyTesting && {
      head: t('tests'),
      cell: ({ povertyTesting: tests }) => (tests === null ? '–' : <DomainTests of={tests} />),
    },
    indicators && {
      head: t('effect'),
      cell: (domain) => <Verdicts of={domain.indicators?.nodes ?? []} />,
    },
  ];
  return (
    <Table
      caption={t('domainsCaption')}
      isCaptionHidden
      columns={columns.filter((column) => column !== null)}
      rows={programme.domains}
      keyOf={({ code }) => code}
    />
  );
}

function DomainMoney({ of: budget }: { readonly of: NonNullable<Domain['budget']> }) {
  const { t } = useText();
  if (budget.lineCount === 0) return <span class="quiet">{t('noLines')}</span>;
  return (
    <>
      <Sums of={budget.committed} isShort />
      <br />
      <span class="small quiet">
        {t('ofPlanned')} <Sums of={budget.planned} isShort />
      </span>
    </>
  );
}

function DomainTests({ of: tests }: { readonly of: NonNullable<Domain['povertyTesting']> }) {
  const { t } = useText();
  return (
    <>
      {t('testedOf', { part: tests.testedCount, whole: tests.actionCount })}
      {tests.overdueCount > 0 ? (
        <>
          <br />
          <span class="small bad-text">▲ {t('testsOverdue', { n: tests.overdueCount })}</span>
        </>
      ) : null}
    </>
  );
}

/** The first of what needs attention, for who steers. */
function Attention({ programme }: { readonly programme: Programme }) {
  const { t, words } = useText();
  const { attention, slug } = programme;
  if (attention === null || attention.totalCount === 0) return null;
  return (
    <Section
      title={t('needsAttention')}
      aside={<Link to={at.in(slug, 'attention')}>{t('allOfThem', { n: attention.totalCount })}</Link>}
    >
      <ul class="plain">
        {attention.nodes.map(({ action, kinds, moneyAtRisk }) =>
          action === null ? null : (
            <li key={action.code}>
              <Link to={at.action(slug, action.code)}>{action.title}</Link>{' '}
              <span class="quiet">
                {kinds.map((kind) => words.AttentionKind[kind]).join(', ')}
                {moneyAtRisk === null ? null : (
                  <>
                    {' · '}
                    <Sums of={[moneyAtRisk]} isShort /> {t('atRisk')}
                  </>
                )}
              </span>
            </li>
          ),
        )}
      </ul>
    </Section>
  );
}

/** By which rule the words above were chosen. */
function Rules({ programme }: { readonly programme: Programme }) {
  const { t, words } = useText();
  return (
    <details class="rules">
      <summary>{t('rulesTitle')}</summary>
      <dl>
        {(['DONE', 'UNDER_WAY', 'BEHIND', 'UNKNOWN'] as const).map((standing) => (
          <div key={standing}>
            <dt>{words.Standing[standing]}</dt>
            <dd>{t(`rule:${standing}`)}</dd>
          </div>
        ))}
      </dl>
      <p lang="en">{programme.progress.completionMethod}</p>
      {programme.povertyTesting === null ? null : (
        <p>
          {t('testsCountParts', {
            tests: programme.povertyTesting.actionCount,
            actions: programme.progress.actionCount,
          })}
        </p>
      )}
    </details>
  );
}
