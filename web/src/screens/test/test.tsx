import type { PageProps } from '../../app/routes.ts';
import { useViewer } from '../../app/session.ts';
import { type TestPageResult, TestPage as TestQuery } from '../../generated/test.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { at, Link } from '../../ui/link.tsx';
import { Fact, PageHead, Section, Waiting } from '../../ui/page.tsx';
import { SourceText } from '../../ui/source.tsx';
import { TestBadge } from '../../ui/status.tsx';
import { NextStep } from './next-step.tsx';
import { Recommendations } from './recommendations.tsx';

export type PovertyTest = NonNullable<TestPageResult['povertyTest']>;

/** One poverty test: what was looked at, who spoke, what was advised and what became of it; and the next step. */
export function TestPage({ parameters: { slug = '', id = '' } }: PageProps) {
  const { t, words } = useText();
  const viewer = useViewer(slug);
  const { data, errors, isLoading } = useQuery(TestQuery, { id });
  const test = data?.povertyTest;
  if (!test) return <Waiting isLoading={isLoading} errors={errors} />;
  return (
    <>
      <PageHead title={test.title} above={<Link to={at.in(slug, 'tests')}>{t('partTests')}</Link>}>
        <p>
          <TestBadge {...test} /> {test.advice === null ? null : words.TestAdvice[test.advice]}{' '}
          <span class="code">{test.code}</span>
        </p>
        {test.wasTestedAfterDecision ? <p class="notice warn">{t('testedLateWhy')}</p> : null}
      </PageHead>
      <NextStep test={test} viewer={viewer} />
      <div class="columns">
        <Facts test={test} slug={slug} />
        <Quickscan test={test} />
      </div>
      <Contributions test={test} />
      <Recommendations test={test} viewer={viewer} />
      <Answers test={test} />
      <p class="quiet small">
        {t('source')}: <SourceText source={test.source} />
      </p>
    </>
  );
}

function Facts({ test, slug }: { readonly test: PovertyTest; readonly slug: string }) {
  const { t, day, words } = useText();
  const on = (date: string | null) => (date === null ? null : day(date));
  return (
    <Section title={t('facts')}>
      <dl class="facts">
        <Fact term={t('action')}>
          {test.action === null ? null : (
            <Link to={at.action(slug, test.action.code)}>{test.action.title}</Link>
          )}
        </Fact>
        <Fact term={t('moment')}>{words.TestMoment[test.moment]}</Fact>
        <Fact term={t('requestedOn')}>{day(test.requestedOn)}</Fact>
        <Fact term={t('dueOn')}>{on(test.dueOn)}</Fact>
        <Fact term={t('quickscanOn')}>{on(test.quickscanOn)}</Fact>
        <Fact term={t('advisedOn')}>{on(test.advisedOn)}</Fact>
        <Fact term={t('conclusion')}>
          {test.conclusion === null ? null : words.TestConclusion[test.conclusion]}
        </Fact>
        <Fact term={t('screenedOut')}>{test.screenedOutReason}</Fact>
        <Fact term={t('decidedOn')}>{on(test.decidedOn)}</Fact>
        <Fact term={t('decision')}>
          {test.decision === null
            ? null
            : [words.DecisionOutcome[test.decision.outcome], test.decision.reference, test.decision.reason]
                .filter(Boolean)
                .join(', ')}
        </Fact>
        <Fact term={t('decidingBody')}>{test.decidingBody}</Fact>
      </dl>
    </Section>
  );
}

function Quickscan({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  if (test.quickscan.length === 0) return <div />;
  return (
    <Section title={t('quickscan')}>
      <ul class="plain">
        {test.quickscan.map(({ area, effect, note }) => (
          <li key={area}>
            {words.QuickscanArea[area]}: <strong>{t(`effect:${effect ?? 'UNKNOWN'}` as 'effect:0')}</strong>
            {note === null ? null : <p class="small quiet">{note}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Contributions({ test }: { readonly test: PovertyTest }) {
  const { t, words } = useText();
  if (test.contributions.length === 0) return null;
  return (
    <Section title={t('knowledge')}>
      <ul class="plain">
        {test.contributions.map(({ code, kind, role, headCount, summary, absenceReason, organisation }) => (
          <li key={code}>
            <strong>{words.KnowledgeKind[kind]}</strong>
            {absenceReason === null
              ? `: ${[role, organisation?.name, headCount === null ? null : t('peopleCount', { n: headCount })].filter(Boolean).join(', ')}`
              : ` ${t('isAbsent', { reason: absenceReason })}`}
            {summary === null ? null : <p class="said">{summary}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Answers({ test }: { readonly test: PovertyTest }) {
  const { t } = useText();
  const questions = new Map(
    (test.template?.sections ?? []).flatMap(({ questions: all }) => all.map((one) => [one.code, one.text])),
  );
  if (test.answers.nodes.length === 0) return null;
  return (
    <Section title={t('answers')}>
      <dl class="answers">
        {test.answers.nodes.map(({ questionCode, answer }) => (
          <div key={questionCode}>
            <dt>{questions.get(questionCode) ?? questionCode}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
