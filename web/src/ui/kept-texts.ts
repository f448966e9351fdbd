import { useRef, useState } from 'preact/hooks';
import { useViewer } from '../app/session.ts';

export type Texts = Readonly<Record<string, string>>;

const storage = (): Storage | null => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};

/** What was kept, as far as it is texts; of anything else, nothing. */
export function readTexts(text: string | null): Texts {
  try {
    const found: unknown = text === null ? null : JSON.parse(text);
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** One text, such as a reason; see `useKeptTexts`. */
export function useKeptText(place: string) {
  const { texts, change, reset } = useKeptTexts(place, { text: '' });
  return [texts.text, (text: string) => change(() => ({ text })), () => reset(texts)] as const;
}

/**
 * Texts of a form that is sent as a whole. Until it was, they outlive a reload, the way to another page and back, and a
 * sign-in that ended: in this tab alone, for whoever typed them. `place` says what the form is about; of what others
 * change too, with its version, so that what was typed over an older one does not come back over theirs.
 */
export function useKeptTexts<Of extends Texts>(place: string, first: Of) {
  const { accountId } = useViewer();
  // Whose words these are is not changed by a sign-in that ends meanwhile.
  const account = useRef(accountId);
  account.current ??= accountId;
  const key = account.current === null ? null : `kapstok form ${account.current} ${place}`;
  const [texts, setTexts] = useState<Of>(() => ({
    ...first,
    ...readTexts(key === null ? null : (storage()?.getItem(key) ?? null)),
  }));
  const forget = () => void (key !== null && storage()?.removeItem(key));
  const change = (next: (now: Of) => Of) =>
    setTexts((now) => {
      const then = next(now);
      if (key !== null) storage()?.setItem(key, JSON.stringify(then));
      return then;
    });
  /** After it was sent: back to the first, unless something was typed since. */
  const reset = (sent: Of) =>
    setTexts((now) => {
      if (now !== sent) return now;
      forget();
      return first;
    });
  return { texts, change, reset, forget };
}
