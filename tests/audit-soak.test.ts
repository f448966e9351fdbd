import { type ChainReport, setLocal, verifyChain, withOwner } from '@kapstok/kit';
import { expect, test } from 'vitest';
import { createDatabase } from './hub.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const ENTRIES = isSoak ? 100_000 : 5_000;
/** What reading a thousand entries at a time may take, garbage that is not collected yet included. */
const MOST_BYTES = 120_000_000;

test(`${ENTRIES} entries are verified in the memory of a thousand`, { timeout: 600_000 }, async () => {
  const { identity, drop } = await createDatabase('empty');
  try {
    const { report, grown } = await withOwner(identity.ownerUrl, async (owner) => {
      await owner.query(`begin; set local search_path to actions; ${setLocal({ 'kapstok.import': 'on' })}`);
      // Each as large as a change of a long description.
      await owner.query(
        `insert into audit_entry (subject, what, object_type, correlation_id, before, after)
         select 'hub', 'SOAKED', 'Action', n::text, jsonb_build_object('text', repeat(n::text, 200)), '{}'
         from generate_series(1, $1::int) n`,
        [ENTRIES],
      );
      await owner.query('commit');
      return watched(() => verifyChain(owner, 'actions'));
    });
    expect(report).toEqual({ service: 'actions', entries: ENTRIES, anchors: 0, wrong: null });
    expect(grown).toBeLessThan(MOST_BYTES);
  } finally {
    await drop();
  }
});

/** How far the memory of this process rose above what it was. */
async function watched(work: () => Promise<ChainReport>): Promise<{ report: ChainReport; grown: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const report = await work();
  clearInterval(timer);
  return { report, grown: most - before };
}
