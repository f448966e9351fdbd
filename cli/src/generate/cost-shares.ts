import type { City } from './city.ts';
import { cyclic } from './dice.ts';
import { theCity, theWelfareCentre } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';

const BEARERS = textsOf(`
De deelnemer | Le participant | The participant
De organisator | L'organisateur | The organiser
De overheid | Les pouvoirs publics | The public purse
Het welzijnscentrum | Le centre d'action sociale | The welfare centre
De stad | La ville | The city
`);
/** Two ways of sharing: a fifth, two fifths and two fifths, of which a third and two thirds; or thirds. */
const DIVISIONS = [
  [
    [1, 5],
    [2, 5],
    [2, 5],
  ],
  [
    [1, 3],
    [1, 3],
    [1, 3],
  ],
] as const;

export function* costShareRows({ agreements, organisations }: City): Generator<Row> {
  let count = 0;
  for (const [i, { code, kind, partner }] of agreements.entries()) {
    if (kind !== 'COST_SHARING') continue;
    const share = (
      at: number,
      [top, bottom]: readonly [number, number],
      parent?: string,
      organisation?: string,
    ): Row => ({
      code: numbered('CS-', count++, 3),
      agreement: code,
      parent,
      ...local('bearer', cyclic(BEARERS, at)),
      organisation,
      share_numerator: top,
      share_denominator: bottom,
      source: SOURCE,
    });
    const [participant, organiser, authorities] = cyclic(DIVISIONS, i);
    yield share(0, participant);
    yield share(1, organiser, undefined, partner.code);
    const purse = share(2, authorities);
    yield purse;
    yield share(3, [1, 3], String(purse['code']), theWelfareCentre(organisations).code);
    yield share(4, [2, 3], String(purse['code']), theCity(organisations).code);
  }
}
