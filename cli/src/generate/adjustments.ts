import type { Action } from './actions.ts';
import type { City } from './city.ts';
import { blurred, dayBetween, WRITTEN_ON } from './days.ts';
import type { Session } from './dialogue.ts';
import { cyclic, Dice } from './dice.ts';
import { type CityOptions, SIZE } from './options.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';

/** A change of an action, asked for by a session or a test. */
export interface Adjustment {
  readonly code: string;
  readonly action: string;
  readonly adjustedOn: string;
  readonly session: string | undefined;
}

const CHANGES = textsOf(`
De openingsuren zijn verruimd tot de avond. | Les heures d'ouverture vont jusqu'au soir. | Opening hours were extended into the evening.
Inschrijven kan ook aan huis. | L'inscription est aussi possible à domicile. | People can also register at home.
Het tarief is verlaagd voor gezinnen met drie kinderen. | Le tarif baisse pour les familles de trois enfants. | The price was lowered for families with three children.
Een tweede locatie is geopend. | Un deuxième lieu a ouvert. | A second site was opened.
De brief is herschreven in klare taal. | La lettre est réécrite en langage clair. | The letter was rewritten in plain language.
De wachtlijst is vervangen door een terugbelafspraak. | La liste d'attente devient un rappel fixé. | The waiting list was replaced by a call-back appointment.
`);
const REASONS = textsOf(`
Werkende ouders konden overdag niet komen. | Les parents qui travaillent ne pouvaient venir en journée. | Working parents could not come in the daytime.
Mensen haakten af aan het loket. | Les gens renonçaient au guichet. | People gave up at the counter.
Deelnemers vonden de prijs te hoog. | Les participants trouvaient le prix trop élevé. | Participants found the price too high.
De bus stopt niet in de buurt. | Le bus ne s'arrête pas à proximité. | The bus does not stop nearby.
Ervaringsdeskundigen begrepen het formulier niet. | Les experts du vécu ne comprenaient pas le formulaire. | Experts by experience did not understand the form.
`);

export function planAdjustments(
  { seed, scale }: CityOptions,
  actions: readonly Action[],
  sessions: readonly Session[],
): Adjustment[] {
  const dice = new Dice(seed, 'adjustments');
  const begun = actions.filter(({ actualStart }) => actualStart !== undefined);
  return Array.from({ length: SIZE.adjustments * scale }, (_, i) => {
    const { code, actualStart = WRITTEN_ON, actualEnd } = dice.of(begun);
    return {
      code: numbered('AJ-', i, 3),
      action: code,
      adjustedOn: dayBetween(dice, actualStart, actualEnd ?? WRITTEN_ON),
      session: dice.chance(0.6) ? dice.of(sessions).code : undefined,
    };
  });
}

export function* adjustmentRows({ seed, adjustments }: City): Generator<Row> {
  const dice = new Dice(seed, 'adjustment-rows');
  for (const [i, { code, action, adjustedOn, session }] of adjustments.entries())
    yield {
      code,
      action,
      adjusted_on: blurred(dice, adjustedOn),
      ...local('change', cyclic(CHANGES, i)),
      ...local('reason', dice.of(REASONS)),
      session,
      source: SOURCE,
    };
}
