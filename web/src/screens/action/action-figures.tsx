import { useText } from '../../i18n/hooks.ts';
import { FigureText, Sums } from '../../ui/figures.tsx';
import { at, Link } from '../../ui/link.tsx';
import { Fact, Section } from '../../ui/page.tsx';
import { TestBadge, TrendBadge } from '../../ui/status.tsx';
import { Table } from '../../ui/table.tsx';
import type { ActionData } from './action.tsx';

export function ActionMoney({ action: { budget } }: { readonly action: ActionData }) {
  const { t } = useText();
  if (budget === null) return null;
  return (
    <Section title={t('money')}>
      {budget.lineCount === 0 && budget.committed.length === 0 ? (
        <p class="quiet">{t('noLines')}</p>
      ) : (
        <dl class="facts">
          <Fact term={t('planned')}>
            <Sums of={budget.planned} />
          </Fact>
          <Fact term={t('committed')}>
            <Sums of={budget.committed} />
          </Fact>
          <Fact term={t('paid')}>
            <Sums of={budget.paid} />
          </Fact>
          <Fact term={t('spent')}>
            <Sums of={budget.spent} />
          </Fact>
          <Fact term={t('remaining')}>
            <Sums of={budget.remaining} />
          </Fact>
        </dl>
      )}
      {budget.unknownLineCount > 0 ? (
        <p class="small quiet">{t('linesWithoutAmount', { n: budget.unknownLineCount })}</p>
      ) : null}
      {budget.byYear.length < 2 ? null : (
        <Table
          caption={t('byYear')}
          rows={budget.byYear}
          keyOf={({ year }) => String(year)}
          columns={[
            { head: t('year'), cell: ({ year }) => year ?? t('wholeTerm') },
            { head: t('planned'), isNumber: true, cell: ({ planned }) => <Sums of={planned} /> },
            { head: t('committed'), isNumber: true, cell: ({ committed }) => <Sums of={committed} /> },
            { head: t('paid'), isNumber: true, cell: ({ paid }) => <Sums of={paid} /> },
          ]}
        />
      )}
    </Section>
  );
}

export function ActionTests(props: { readonly action: ActionData; readonly slug: string }) {
  const { t, day, words } = useText();
  const tests = props.action.povertyTests?.nodes;
  if (tests === undefined) return null;
  return (
    <Section title={t('tests')}>
      {tests.length === 0 ? (
        <p class="quiet">{t('testNone')}</p>
      ) : (
        <Table
          caption={t('tests')}
          isCaptionHidden
          rows={tests}
          keyOf={({ code }) => code}
          columns={[
            {
              head: t('test'),
              cell: ({ id, title, code }) => (
                <>
                  <Link to={at.test(props.slug, id)}>{title}</Link> <span class="code">{code}</span>
                </>
              ),
            },
            { head: t('stage'), cell: (test) => <TestBadge {...test} /> },
            {
              head: t('advice'),
              cell: ({ advice }) => (advice === null ? '–' : words.TestAdvice[advice]),
            },
            { head: t('requestedOn'), cell: ({ requestedOn }) => day(requestedOn) },
            { head: t('dueOn'), cell: ({ dueOn }) => (dueOn === null ? '–' : day(dueOn)) },
          ]}
        />
      )}
    </Section>
  );
}

export function ActionIndicators(props: { readonly action: ActionData; readonly slug: string }) {
  const { t, day } = useText();
  const { indicators } = props.action;
  if (indicators === null) return null;
  return (
    <Section title={t('effect')}>
      {indicators.nodes.length === 0 ? (
        <p class="quiet">{t('noIndicators')}</p>
      ) : (
        <Table
          caption={t('effect')}
          isCaptionHidden
          rows={indicators.nodes}
          keyOf={({ code }) => code}
          columns={[
            {
              head: t('indicator'),
              cell: ({ code, title }) => <Link to={at.figure(props.slug, code)}>{title}</Link>,
            },
            {
              head: t('latest'),
              isNumber: true,
              cell: ({ latest }) => (latest === null ? '–' : <FigureText of={latest.figure} />),
            },
            { head: t('until'), cell: ({ latest }) => (latest === null ? '–' : day(latest.periodEnd)) },
            { head: t('trend'), cell: ({ trend }) => <TrendBadge verdict={trend.verdict} /> },
          ]}
        />
      )}
    </Section>
  );
}
