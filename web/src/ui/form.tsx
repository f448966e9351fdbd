import type { ComponentChildren } from 'preact';
import type { Refusal } from '../graph/change.ts';
import { Refusals, SendButton } from './field.tsx';

interface FormProps {
  /** What the button says. */
  readonly label: string;
  readonly onSend: () => unknown;
  readonly isBusy: boolean;
  readonly refusals: readonly Refusal[];
  /** Fields that say beside themselves what is wrong with them. */
  readonly fields?: readonly string[] | undefined;
  readonly isSecond?: boolean;
  readonly id?: string;
  readonly children?: ComponentChildren;
  /** Beside the button. */
  readonly aside?: ComponentChildren;
}

/** The frame of every form: what is asked, why it was refused, and the button that sends it. */
export function Form(props: FormProps) {
  const { onSend, isBusy, refusals, fields = [] } = props;
  const others = refusals.filter(({ field }) => field === null || !fields.includes(field));
  return (
    <form
      id={props.id}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void onSend();
      }}
    >
      {props.children}
      <Refusals of={others} />
      <div class="buttons">
        <SendButton isBusy={isBusy} isSecond={props.isSecond ?? false}>
          {props.label}
        </SendButton>
        {props.aside}
      </div>
    </form>
  );
}
