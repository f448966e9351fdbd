import { withOwner } from '@kapstok/kit';
import { expect, test } from 'vitest';
import { openDataWorld } from './data-world.ts';
import { openTestHub } from './hub.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const ROWS = isSoak ? 300_000 : 20_000;
/** What passing a file on may take, garbage that is not collected yet included; the file itself is as large with many rows. */
const MOST_BYTES = 80_000_000;

test(`${ROWS} observations are exported in the memory of some, each of them once`, {
  timeout: 600_000,
}, async () => {
  const hub = await openTestHub('shipped');
  try {
    await withOwner(hub.identity.ownerUrl, (owner) =>
      owner.query(
        `insert into indicators.observation (id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end,
           dimensions, series, value, vintage, vintage_precision, is_break, is_estimate, is_provisional, is_confidential, is_derived, note, source_id)
         select gen_random_uuid(), programme_id, 'soaked-' || n, indicator_id, version_id, place_id, date '1000-01-01' + n, date '1000-01-01' + n,
           '', 'soaked', n, date '2020-01-01', 'DAY', false, false, false, false, false, repeat('x', 200), source_id
         from (select * from indicators.observation limit 1) one, generate_series(1, $1::int) n`,
        [ROWS],
      ),
    );
    const data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
    const response = await data.get({ role: 'DIRECTOR' }, 'observations.csv?series=soaked', {
      'accept-encoding': 'identity',
    });
    const before = process.memoryUsage.rss();
    let most = before;
    let lines = 0;
    const values = new Set<string>();
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      most = Math.max(most, process.memoryUsage.rss());
      const found = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = found.pop() ?? '';
      lines += found.length;
      if (!isSoak) for (const line of found) values.add(line.split(',')[10] ?? '');
    }
    expect(lines).toBe(ROWS + 1);
    if (!isSoak) expect(values.size).toBe(ROWS + 1);
    expect(most - before).toBeLessThan(MOST_BYTES);
  } finally {
    await hub.close();
  }
});
