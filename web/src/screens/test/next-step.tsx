import type { Standing } from '../../app/session.ts';
import { SendClose, SendDialogue, SendFollowUp } from '../../generated/test.ts';
import type { TestStage } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import type { Messages } from '../../i18n/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { Refusals, SendButton } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { AdviceForm, ContributionForm, DecisionForm, RecommendationForm } from './dialogue-forms.tsx';
import { AnswersForm, QuickscanForm, ScreenOutForm } from './quickscan-forms.tsx';
import type { PovertyTest } from './test.tsx';

/** Which way a test goes from where it is: for who follows it, and for who is to take the next step. */
const ROUTE: readonly TestStage[] = [
  'QUICKSCAN',
  'FULL_TEST',
  'DIALOGUE',
  'ADVICE',
  'DECIDED',
  'FOLLOW_UP',
  'CLOSED',
];

interface StepProps {
  readonly test: PovertyTest;
  readonly viewer: Standing;
}

/** The route of the test, and the form for what comes next when that is the reader's to do. */
export function NextStep({ test, viewer }: StepProps) {
  const { t, words } = useText();
  const at = ROUTE.indexOf(test.stage === 'DRAFT' ? 'QUICKSCAN' : test.stage);
  return (
    <>
      {at < 0 ? null : (
        <ol class="route" aria-label={t('route')}>
          {ROUTE.map((stage, i) => (
            <li key={stage} class={i < at ? 'past' : undefined} aria-current={i === at ? 'step' : undefined}>
              {i < at ? '✓ ' : ''}
              {words.TestStage[stage]}
            </li>
          ))}
        </ol>
      )}
      <Step test={test} viewer={viewer} />
    </>
  );
}

function Step({ test, viewer }: StepProps) {
  const { t } = useText();
  const isReviewer = viewer.has('REVIEWER');
  const mayFollow = viewer.has('REVIEWER', 'DIRECTOR', 'COORDINATOR');
  switch (test.stage) {
    case 'DRAFT':
    case 'QUICKSCAN':
      if (!isReviewer) return null;
      return (
        <Section title={t('quickscan')}>
          <QuickscanForm test={test} />
          {test.quickscan.length === 8 && test.needsFullTest !== true ? <ScreenOutForm test={test} /> : null}
        </Section>
      );
    case 'FULL_TEST':
      if (!isReviewer) return null;
      return (
        <Section title={t('questionnaire')}>
          <AnswersForm test={test} />
          <OneButton test={test} change={SendDialogue} label="openDialogue" />
        </Section>
      );
    case 'DIALOGUE':
      return (
        <>
          {viewer.has('REVIEWER', 'ASSOCIATION') ? <ContributionForm test={test} viewer={viewer} /> : null}
          {isReviewer ? <RecommendationForm test={test} /> : null}
          {isReviewer ? <AdviceForm test={test} /> : null}
        </>
      );
    case 'ADVICE':
      return viewer.has('SECRETARY') ? <DecisionForm test={test} /> : null;
    case 'DECIDED':
      return mayFollow ? <OneButton test={test} change={SendFollowUp} label="startFollowUp" /> : null;
    case 'FOLLOW_UP':
      return mayFollow && test.recommendations.nodes.every(({ isOpen }) => !isOpen) ? (
        <OneButton test={test} change={SendClose} label="closeTest" />
      ) : null;
    default:
      return null;
  }
}

/** A step that takes nothing but the decision to take it. */
function OneButton(props: {
  readonly test: PovertyTest;
  readonly change: typeof SendDialogue | typeof SendFollowUp | typeof SendClose;
  readonly label: keyof Messages;
}) {
  const { t } = useText();
  const { send, isBusy, refusals } = useChange(props.change as typeof SendDialogue);
  return (
    <>
      <Refusals of={refusals} />
      <div class="buttons">
        <SendButton
          isBusy={isBusy}
          onClick={() => void send({ testId: props.test.id, expectedVersion: props.test.version })}
        >
          {t(props.label)}
        </SendButton>
      </div>
    </>
  );
}
