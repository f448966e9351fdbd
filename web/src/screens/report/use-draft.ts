import { useEffect, useRef, useState } from 'preact/hooks';
import { Report, SaveReport } from '../../generated/report.ts';
import type { ReportProgressInput } from '../../generated/types.ts';
import { useChange } from '../../graph/change.ts';
import { useGraph } from '../../graph/hooks.ts';
import { isConflict } from '../../ui/conflict.tsx';
import { type Draft, draftOf, inputOf, readDraft } from './draft.ts';

const WAIT_MS = 1500;

/** How far what was typed has come. */
export type Kept = 'NOTHING' | 'TYPING' | 'SAVED' | 'HERE_ONLY';

type SaveInput = Omit<ReportProgressInput, 'idempotencyKey'>;

interface About {
  readonly actionId: string;
  readonly organisationId: string;
  readonly periodId: string;
}

interface Saved {
  readonly id: string;
  readonly version: number;
}

/** What a colleague saved meanwhile. */
export interface Theirs {
  readonly draft: Draft;
  readonly saved: Saved;
}

const storage = (): Storage | null => {
  try {
    return localStorage;
  } catch {
    return null;
  }
};

/**
 * A form that loses nothing: each letter is kept in this browser at once, and on the hub when one stops typing. What this
 * browser kept and the hub did not hear of, because the line was down or the sign-in over, comes back the next time; it is
 * kept under the account, so that another person at the same machine does not meet it.
 */
export function useDraft(first: Draft, about: About, saved: Saved | null, accountId: string | null) {
  const place = `kapstok ${accountId} ${about.actionId} ${about.organisationId} ${about.periodId}`;
  const [left] = useState(() => readDraft(storage()?.getItem(place) ?? null));
  const [draft, setDraft] = useState<Draft>(left ?? first);
  const [kept, setKept] = useState<Kept>(left === null ? 'NOTHING' : 'TYPING');
  const update = useRef<Saved | null>(saved);
  const graph = useGraph();
  const { send, refusals, forget } = useChange(SaveReport);
  /** What both began with: the last that this form and the hub agreed on. */
  const [before, setBefore] = useState<Draft>(first);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  /** What stands in the form now, also for what was begun before the last letter. */
  const latest = useRef(draft);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef<Promise<boolean>>(Promise.resolve(true));

  /** What was sent without an answer: the hub may have heard it, so the same goes again first, under its key. */
  const unheard = useRef<SaveInput | null>(null);
  const deliver = async (input: SaveInput): Promise<boolean> => {
    const outcome = await send(input, { isQuiet: true });
    const next = outcome.data?.reportProgress?.progressUpdate;
    const isSaved = outcome.refusals.length === 0 && !!next;
    if (isSaved) update.current = next;
    unheard.current = outcome.refusals.some(({ code }) => code === 'OFFLINE') ? input : null;
    if (isConflict(outcome.refusals)) setTheirs(await readTheirs());
    return isSaved;
  };
  const saveNow = async (now: Draft): Promise<boolean> => {
    if (unheard.current !== null) await deliver(unheard.current);
    const input = { ...about, ...inputOf(now), expectedVersion: update.current?.version ?? 0 };
    const isSaved = unheard.current === null && (await deliver(input));
    if (isSaved) setBefore(now);
    // Letters that were typed meanwhile are not on the hub yet.
    const isLatest = latest.current === now;
    if (isSaved && isLatest) storage()?.removeItem(place);
    setKept(isSaved ? (isLatest ? 'SAVED' : 'TYPING') : 'HERE_ONLY');
    return isSaved;
  };
  const readTheirs = async (): Promise<Theirs | null> => {
    const { actionId: action, organisationId: organisation, periodId: period } = about;
    const { data } = await graph.send(Report, { action, organisation, period });
    const form = data?.action?.reportingDraft;
    return form?.update ? { draft: draftOf(form.content), saved: form.update } : null;
  };
  /** One after the other: each needs the version that the one before made. */
  const save = (now: Draft): Promise<boolean> => {
    clearTimeout(timer.current);
    sending.current = sending.current.then(() => saveNow(now));
    return sending.current;
  };
  const change = (part: Partial<Draft>) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    setDraft(next);
    setKept('TYPING');
    storage()?.setItem(place, JSON.stringify(next));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(next), WAIT_MS);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was left from last time
  useEffect(() => {
    if (left !== null) void save(left);
    return () => clearTimeout(timer.current);
  }, []);
  /** Ends a conflict with a draft that both can stand behind; null puts it off. */
  const settle = async (agreed: Draft | null) => {
    const settledWith = theirs;
    setTheirs(null);
    if (agreed === null || settledWith === null) return;
    update.current = settledWith.saved;
    setBefore(settledWith.draft);
    forget();
    change(agreed);
    await save(latest.current);
  };
  // When the line is back, what it took with it goes on its way.
  useEffect(() => {
    const back = () => void (kept === 'HERE_ONLY' && save(latest.current));
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  });
  return { draft, change, save: () => save(latest.current), kept, refusals, update, before, theirs, settle };
}
