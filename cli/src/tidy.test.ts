import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { keepTidy } from './tidy.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the hub tidies up at start and once on each day of its clock, also after it failed once', async () => {
  vi.useFakeTimers();
  let now = new Date('2026-11-22T22:30:00Z');
  const days: string[] = [];
  const work = async () => {
    days.push(now.toISOString().slice(0, 10));
    if (days.length === 1) throw new Error('The database is away.');
  };
  const tidying = keepTidy(work, pino({ level: 'silent' }), () => now);
  await vi.advanceTimersByTimeAsync(3_600_000);
  now = new Date('2026-11-23T00:30:00Z');
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  await tidying.stop();
  now = new Date('2026-11-24T00:30:00Z');
  await vi.advanceTimersByTimeAsync(3 * 3_600_000);
  expect(days).toEqual(['2026-11-22', '2026-11-23']);
});
