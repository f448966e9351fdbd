import { type Logger, pino } from 'pino';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** The log of a process: JSON lines on standard error. */
export const createLog = ({ logLevel }: Settings): Logger => pino({ level: logLevel }, pino.destination(2));

/** Tells whoever started the process that it serves. */
export function sayReady(url: string): void {
  process.stdout.write(`ready ${url} in ${Math.round(performance.now())} ms\n`);
}

/** Ends the process cleanly on SIGINT or SIGTERM. */
export function stopOnSignal(stop: () => Promise<void>, terminal: Terminal): void {
  let isStopping = false;
  const end = (signal: NodeJS.Signals) => {
    // The second time somebody is in a hurry.
    if (isStopping) process.exit(1);
    isStopping = true;
    terminal.say(`${signal}: stopping.`);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        terminal.say(`Could not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

/** An error of the operating system in a sentence, where we know one. */
export function inWords(error: unknown, { host, port }: Settings): unknown {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return new Refusal(
      `Something else listens on ${host}:${port}. Set PORT to another number (0 = any that is free).`,
    );
  return error;
}
