import { setMaxListeners } from 'node:events';

/** A signal for work that nobody's going away ends. */
export const NEVER: AbortSignal = new AbortController().signal;
setMaxListeners(0, NEVER);

/** Runs the work until the deadline or until the caller is gone, also when the work ignores the signal. */
export async function within<Result>(
  milliseconds: number,
  gone: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let stop = (_reason: string): void => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (reason) => {
      const error = new Error(reason);
      controller.abort(error);
      reject(error);
    };
  });
  const timer = setTimeout(() => stop(`no answer within ${Math.round(milliseconds)} ms`), milliseconds);
  const onGone = (): void => stop('the caller hung up');
  gone.addEventListener('abort', onGone, { once: true });
  try {
    return await Promise.race([stopped, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', onGone);
  }
}
