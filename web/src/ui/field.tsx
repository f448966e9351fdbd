import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Refusal } from '../graph/change.ts';
import { useText } from '../i18n/hooks.ts';

interface Common {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it; said beside it. */
  readonly fault?: ComponentChildren;
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

/** A label, a hint and what is wrong, around something to fill in. */
export function Field(props: Common & { readonly children: (ids: Ids) => ComponentChildren }) {
  const { label, hint, fault } = props;
  const id = useId();
  const hasFault = fault !== null && fault !== undefined && fault !== false;
  const described = [hint === undefined ? null : `${id}-hint`, hasFault ? `${id}-fault` : null]
    .filter((one) => one !== null)
    .join(' ');
  return (
    <div class={hasFault ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {hasFault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {props.children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': hasFault ? 'true' : undefined,
      })}
    </div>
  );
}

interface TextProps extends Common {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: 'text' | 'number' | 'date' | 'url';
  readonly isRequired?: boolean;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly min?: string;
  readonly max?: string;
}

/** One line to fill in, or with `rows` several. */
export function TextField(props: TextProps) {
  const { value, onValue, type = 'text', isRequired = false, rows, maxLength, min, max } = props;
  return (
    <Field label={props.label} hint={props.hint} fault={props.fault}>
      {(ids) =>
        rows === undefined ? (
          <input
            {...ids}
            type={type as 'text'}
            value={value}
            required={isRequired}
            {...(maxLength === undefined ? {} : { maxLength })}
            {...(min === undefined ? {} : { min })}
            {...(max === undefined ? {} : { max })}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...ids}
            rows={rows}
            value={value}
            required={isRequired}
            {...(maxLength === undefined ? {} : { maxLength })}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

interface ChoiceProps<Value extends string> extends Common {
  readonly value: Value | '';
  readonly onValue: (value: Value | '') => void;
  readonly words: Readonly<Record<Value, string>>;
  /** What stands there before a choice is made; absent: there always is one. */
  readonly none?: string;
  readonly isRequired?: boolean;
}

/** One word of a list. */
export function ChoiceField<Value extends string>(props: ChoiceProps<Value>) {
  const entries = Object.entries(props.words) as [Value, string][];
  return (
    <Field label={props.label} hint={props.hint} fault={props.fault}>
      {(ids) => (
        <select
          {...ids}
          value={props.value}
          required={props.isRequired ?? false}
          onChange={(event) => props.onValue(event.currentTarget.value as Value | '')}
        >
          {props.none === undefined ? null : <option value="">{props.none}</option>}
          {entries.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Presses once: while it works it says so, and a second press does nothing. */
export function SendButton(props: {
  readonly isBusy: boolean;
  readonly children: ComponentChildren;
  readonly isSecond?: boolean;
  readonly onClick?: () => void;
}) {
  const { t } = useText();
  const { isBusy, onClick } = props;
  return (
    <button
      type={onClick === undefined ? 'submit' : 'button'}
      class={props.isSecond === true ? 'second' : undefined}
      aria-disabled={isBusy ? 'true' : undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.();
      }}
    >
      {isBusy ? t('busySending') : props.children}
    </button>
  );
}

/** Why a change was refused. Nothing that was typed is lost by it. */
export function Refusals({ of: refusals }: { readonly of: readonly Refusal[] }) {
  const { t } = useText();
  return (
    <div role="alert">
      {refusals.length === 0 ? null : (
        <div class="notice bad">
          {refusals.map(({ code, message }) => (
            <p key={code + message}>
              {sentenceOf(code, t)} <HubSays message={message} />
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

/** Codes that tell enough for a sentence of ours. */
const TOLD = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'NOT_ALLOWED',
  'CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'RATE_LIMITED',
  'OVERLOADED',
  'PAYLOAD_TOO_LARGE',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL',
] as const;

function sentenceOf(code: string, t: ReturnType<typeof useText>['t']): string {
  if (code === 'OFFLINE') return t('notSentOffline');
  if (code === 'UNAUTHENTICATED') return t('notSentSignedOut');
  if (code === 'VERSION_CONFLICT') return t('changedMeanwhile');
  const told = TOLD.find((one) => one === code);
  return told === undefined ? t('failedWhy') : t(`refused:${told}`);
}

/** The sentence of the hub itself: more exact than ours, and always in English. */
function HubSays({ message }: { readonly message: string }) {
  const { t, language } = useText();
  if (message === '') return null;
  if (language === 'en') return <>{message}</>;
  return (
    <span class="small">
      {t('hubSays')} <q lang="en">{message}</q>
    </span>
  );
}

function FieldFault({ message }: { readonly message: string }) {
  const { t } = useText();
  return (
    <>
      {t('fieldRefused')} <HubSays message={message} />
    </>
  );
}

/** What the hub says of one field. */
export function faultOf(refusals: readonly Refusal[], field: string): ComponentChildren {
  const refusal = refusals.find((one) => one.field === field);
  return refusal === undefined ? null : <FieldFault message={refusal.message} />;
}
