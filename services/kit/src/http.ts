import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What parts of the hub that run apart talk with. Loading it takes as long as a small command runs: it waits until it is used. */
export const http = (): typeof import('undici') => require('undici');
