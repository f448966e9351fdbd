import type { City } from './city.ts';
import { Dice } from './dice.ts';
import { theCity } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { numbered, type Row } from './row.ts';

/** Every fifth agreement with money says who employs how many; some of their stated totals do not add up. */
export function* staffingRows({ seed, agreements, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'staffing');
  const city = theCity(organisations).code;
  let count = 0;
  for (const [i, { code, yearly, partner, actions }] of agreements.entries()) {
    if (i % 5 !== 0 || yearly === 0) continue;
    const row = (more: Row): Row => ({
      code: numbered('ST-', count++),
      agreement: code,
      ...more,
      source: SOURCE,
    });
    // Tenths of a full-time equivalent.
    const own = dice.whole(5, 60);
    const lent = dice.whole(0, 20);
    const slip = dice.chance(0.15) ? 5 : 0;
    yield row({ fte: tenths(own + lent + slip), head_count: Math.ceil((own + lent) / 6) });
    yield row({
      employer: partner.code,
      action: actions[0]?.action.code,
      fte: tenths(own),
      head_count: Math.ceil(own / 6),
    });
    if (lent > 0 && partner.code !== city) yield row({ employer: city, fte: tenths(lent) });
  }
}

const tenths = (count: number): string => (count / 10).toFixed(1);
