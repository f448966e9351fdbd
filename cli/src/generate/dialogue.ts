import type { InvolvementChannel } from '@kapstok/schema';
import type { City } from './city.ts';
import { blurred, dayBetween } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { type CityOptions, SIZE } from './options.ts';
import { voiceOf } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { inThree, local, numbered, type Row, textsOf } from './row.ts';

/** A meeting from which actions and changes came. */
export interface Session {
  readonly code: string;
  readonly heldOn: string;
  readonly through: InvolvementChannel;
  readonly headCount: number | undefined;
}

const KINDS = textsOf(`
Open kapstok in de wijk | Portemanteau ouvert dans le quartier | Open coat rack in the neighbourhood
Rondetafel met verenigingen | Table ronde avec les associations | Round table with associations
Dialoogavond met ervaringsdeskundigen | Soirée de dialogue avec des experts du vécu | Dialogue evening with experts by experience
Terugkoppeling over lopende acties | Retour sur les actions en cours | Feedback on running actions
`);

export function planSessions({ seed, scale }: CityOptions): Session[] {
  const dice = new Dice(seed, 'sessions');
  return Array.from({ length: SIZE.sessions * scale }, (_, i) => ({
    code: numbered('DS-', i, 3),
    heldOn: blurred(dice, dayBetween(dice, i % 3 === 0 ? '2019-04-01' : '2020-03-01', '2026-06-30')),
    through: dice.weighted({ DIRECT: 5, INTERMEDIARY: 5 }),
    headCount: dice.chance(0.85) ? dice.whole(6, 70) : undefined,
  }));
}

export function* sessionRows({ seed, sessions, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'session-rows');
  for (const [i, { code, heldOn, through, headCount }] of sessions.entries())
    yield {
      code,
      ...local(
        'title',
        inThree((pick) => `${pick(cyclic(KINDS, i))} ${Math.floor(i / KINDS.length) + 1}`),
      ),
      held_on: heldOn,
      through,
      organisation: through === 'INTERMEDIARY' ? voiceOf(dice, organisations).code : undefined,
      head_count: headCount,
      note: headCount === undefined ? 'Nobody noted how many took part.' : undefined,
      source: SOURCE,
    };
}
