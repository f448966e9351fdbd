import type {
  ActionStatus,
  ProgressState,
  Realisation,
  TestStage,
  TrendVerdict,
} from '../generated/types.ts';
import { useText } from '../i18n/hooks.ts';
import { Badge, type Shape, type Tone } from './badge.tsx';

type Look = readonly [Shape, Tone];

const STATUS: Record<ActionStatus, Look> = {
  PROPOSED: ['plan', 'quiet'],
  PLANNED: ['plan', 'quiet'],
  RUNNING: ['run', 'good'],
  SUSPENDED: ['pause', 'warn'],
  COMPLETED: ['done', 'good'],
  STOPPED: ['stop', 'bad'],
  UNKNOWN: ['unknown', 'quiet'],
};
const REALISED: Record<Realisation, Look> = {
  REALISED: ['done', 'good'],
  PARTLY_REALISED: ['part', 'warn'],
  NOT_REALISED: ['stop', 'bad'],
};
const STATE: Record<ProgressState, Look> = {
  DRAFT: ['plan', 'quiet'],
  SUBMITTED: ['run', 'warn'],
  RETURNED: ['warn', 'bad'],
  APPROVED: ['done', 'good'],
};
const VERDICT: Record<TrendVerdict, Look> = {
  IMPROVING: ['up', 'good'],
  UNCHANGED: ['same', 'quiet'],
  WORSENING: ['down', 'bad'],
  NOT_COMPARABLE: ['unknown', 'quiet'],
};

export function StatusBadge({ status }: { readonly status: ActionStatus }) {
  const { words } = useText();
  const [shape, tone] = STATUS[status];
  return (
    <Badge shape={shape} tone={tone}>
      {words.ActionStatus[status]}
    </Badge>
  );
}

/** What came of an action; nothing where nobody said. */
export function RealisationBadge({ realisation }: { readonly realisation: Realisation | null }) {
  const { words } = useText();
  if (realisation === null) return null;
  const [shape, tone] = REALISED[realisation];
  return (
    <Badge shape={shape} tone={tone}>
      {words.Realisation[realisation]}
    </Badge>
  );
}

export function StateBadge({ state }: { readonly state: ProgressState }) {
  const { words } = useText();
  const [shape, tone] = STATE[state];
  return (
    <Badge shape={shape} tone={tone}>
      {words.ProgressState[state]}
    </Badge>
  );
}

export function TrendBadge({ verdict }: { readonly verdict: TrendVerdict }) {
  const { words } = useText();
  const [shape, tone] = VERDICT[verdict];
  return (
    <Badge shape={shape} tone={tone}>
      {words.TrendVerdict[verdict]}
    </Badge>
  );
}

/** How a poverty test stands: what it came to counts more than how far it is. */
export function TestBadge(props: {
  readonly stage: TestStage;
  readonly isOverdue: boolean;
  readonly isValid: boolean;
  readonly isNegative: boolean;
}) {
  const { words, t } = useText();
  const [shape, tone]: Look = props.isOverdue
    ? ['warn', 'bad']
    : props.isNegative
      ? ['stop', 'bad']
      : props.isValid
        ? ['done', 'good']
        : ['run', 'quiet'];
  return (
    <Badge shape={shape} tone={tone}>
      {words.TestStage[props.stage]}
      {props.isOverdue ? ` (${t('overdue')})` : ''}
    </Badge>
  );
}
