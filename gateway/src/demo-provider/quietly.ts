import type { Logger } from 'pino';

/**
 * oidc-provider writes to the console what its developers should know: that the runtime is older than it wishes, and
 * that accounts kept in memory are lost. Here both are so on purpose; whoever starts a demonstration need not read it.
 */
export async function quietly<Result>(work: () => Promise<Result>, log: Logger): Promise<Result> {
  const { warn, info } = console;
  const unless = (write: typeof console.warn): typeof console.warn => {
    return (...given) => {
      if (String(given[0]).includes('oidc-provider '))
        log.debug({ notice: given[0] }, 'notice of oidc-provider');
      else write(...given);
    };
  };
  console.warn = unless(warn);
  console.info = unless(info);
  try {
    return await work();
  } finally {
    console.warn = warn;
    console.info = info;
  }
}
