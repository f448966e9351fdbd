import type { Figured, Progressed } from '../generated/summaries.ts';
import type { Money } from '../i18n/format.ts';
import { useText } from '../i18n/hooks.ts';
import { Badge } from './badge.tsx';
import { STANDING_LOOK, standingOf } from './standing.ts';

/** A bar of 0 to 100; the number stands beside it in words, so it is drawn for the eye only. */
export function Bar({ value }: { readonly value: string | null }) {
  const width = value === null ? 0 : Math.max(0, Math.min(100, Number(value)));
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="8" />
      <rect class="fill" width={width} height="8" />
    </svg>
  );
}

/** Sums, one for each currency; a dash where there are none. */
export function Sums(props: { readonly of: readonly Money[]; readonly isShort?: boolean }) {
  const { money, shortMoney } = useText();
  if (props.of.length === 0) return <span class="quiet">–</span>;
  const format = props.isShort ? shortMoney : money;
  return <span class="number">{props.of.map(format).join(' + ')}</span>;
}

/** A figure with its unit; where it is not known, why. */
export function FigureText({ of: figure }: { readonly of: Figured }) {
  const { number, words, t } = useText();
  if (figure.value === null)
    return (
      <span class="quiet">{figure.reason === null ? t('notKnown') : words.MissingReason[figure.reason]}</span>
    );
  return <span>{withUnit(number(figure.value), figure.unit, words.IndicatorUnit)}</span>;
}

/** `18,2 %`, `1.317 personen`. */
export function withUnit(
  value: string,
  unit: string | null,
  units: Readonly<Record<string, string>>,
): string {
  if (unit === null || unit === 'COUNT') return value;
  if (unit === 'PERCENT') return `${value} %`;
  if (unit === 'EURO') return `${value} €`;
  return `${value} ${units[unit] ?? unit.toLowerCase()}`;
}

/** How far: the word with its shape, the bar, the percentage and the counts that it is made of. */
export function ProgressText({ of: progress }: { readonly of: Progressed }) {
  const { t, number } = useText();
  const { completion } = progress;
  return (
    <div class="progress">
      <StandingBadge of={progress} />
      {completion.value === null ? null : (
        <span class="line">
          <Bar value={completion.value} />
          <span class="number">{number(completion.value, 0)} %</span>
        </span>
      )}
      <span class="small quiet">
        {completion.value === null
          ? t('completionUnknown')
          : t('completionOf', { part: Number(completion.numerator), whole: Number(completion.denominator) })}
      </span>
    </div>
  );
}

export function StandingBadge({ of: progress }: { readonly of: Progressed }) {
  const { words } = useText();
  const standing = standingOf(progress);
  const [shape, tone] = STANDING_LOOK[standing];
  return (
    <Badge shape={shape} tone={tone}>
      {words.Standing[standing]}
    </Badge>
  );
}
