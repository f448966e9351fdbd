import type { City } from './city.ts';
import { observationRows } from './observations.ts';
import { SOURCE } from './programme.ts';
import { inThree, local, numbered, type Row } from './row.ts';

const SAID_IN = ['Nieuwjaarstoespraak (verzonnen)', 'Stadskrant (verzonnen)', 'Jaarverslag (verzonnen)'];
/** Every so many observations one was quoted; only from the first of them, so that a large city costs no more. */
const EVERY = 350;
const QUOTED = 9;

const quote = (value: string) => ({
  nl: `Het waren er ${value}.`,
  fr: `Il y en avait ${value}.`,
  en: `There were ${value}.`,
});

/** Numbers as they were said: most come from an observation, one from nowhere, one was never looked up. */
export function* publishedFigureRows(city: City): Generator<Row> {
  let count = 0;
  const row = (value: string, more: Row): Row => ({
    code: numbered('PF-', count, 3),
    ...local(
      'quote',
      inThree((_, language) => quote(value)[language]),
    ),
    value,
    said_in: SAID_IN[count++ % SAID_IN.length],
    ...more,
    source: SOURCE,
  });
  for (const { code, value } of quotedFrom(city))
    yield row(value, {
      said_on: '2026-01',
      url: `https://example.org/speeches/${code}`,
      observation: code,
    });
  yield row('400', { said_on: '2025-11-04', untraceable: 'Nobody knows where the newspaper had it from.' });
  yield row('1200', { said_on: '2026' });
}

function* quotedFrom(city: City): Generator<{ readonly code: string; readonly value: string }> {
  let [seen, quoted] = [0, 0];
  for (const { code, value } of observationRows(city)) {
    if (quoted === QUOTED) return;
    if (value === undefined || seen++ % EVERY !== 0) continue;
    quoted++;
    yield { code: String(code), value: String(value) };
  }
}
