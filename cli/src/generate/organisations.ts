import type { OrganisationKind } from '@kapstok/schema';
import type { City } from './city.ts';
import { blurred, dayBetween } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { type CityOptions, SIZE } from './options.ts';
import { SECTORS } from './places.ts';
import { SOURCE } from './programme.ts';
import { numbered, type Row } from './row.ts';

export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly isInternal: boolean;
}

const SERVICES = [
  'Stad Voorbeeldstad (fictief)',
  'OCMW Voorbeeldstad (fictief)',
  'Voorbeeldstad, dienst Armoedebestrijding',
  'Voorbeeldstad, dienst Wonen',
  'Voorbeeldstad, dienst Onderwijs en Kinderopvang',
  'Voorbeeldstad, dienst Werk en Sociale Economie',
  'Voorbeeldstad, dienst Cultuur, Sport en Jeugd',
  'Voorbeeldstad, Sociaal Huis',
  'Voorbeeldstad, Bibliotheek',
  'Voorbeeldstad, dienst Financiën',
];
const WORDS =
  'De Brug,De Kluit,Het Anker,De Schakel,Het Kompas,De Haard,De Linde,Het Baken,De Wissel,Het Spoor,De Drempel,De Ster,Het Web,De Kade,De Regenboog,Het Nest,De Waaier,De Poort,Het Vlot,De Vonk,De Molen,Het Atelier,De Tuin,De Sleutel,Het Pleintje,De Lantaarn,De Oever,De Beuk,Het Klavertje,De Kring,De Stap,Het Venster,De Beker,De Boei,Het Dak,De Klok,De Pluim,Het Zaad,De Trap,De Wijzer'.split(
    ',',
  );
const NAMES: Readonly<Record<OrganisationKind, string>> = {
  REGIONAL_NGO: 'Voorbeeld vzw',
  PRIVATE: 'Voorbeeld nv',
  OTHER_PUBLIC: 'Voorbeeldmaatschappij',
  NATIONAL_NGO: 'Voorbeeldnetwerk',
  FOUNDATION: 'Voorbeeldfonds',
  GOVERNMENT: 'Voorbeeldgewest, agentschap',
  ACADEMIC: 'Voorbeeldhogeschool',
  LOCAL_GOVERNMENT: 'Voorbeeldgemeente, OCMW',
  OTHER: 'Voorbeeldcollectief',
};
const KINDS: Readonly<Record<OrganisationKind, number>> = {
  REGIONAL_NGO: 38,
  PRIVATE: 14,
  OTHER_PUBLIC: 10,
  NATIONAL_NGO: 8,
  FOUNDATION: 8,
  GOVERNMENT: 6,
  ACADEMIC: 5,
  LOCAL_GOVERNMENT: 4,
  OTHER: 8,
};

export function planOrganisations({ slug, seed, scale }: CityOptions): Organisation[] {
  const dice = new Dice(seed, 'organisations');
  return Array.from({ length: SIZE.organisations * scale }, (_, i) => {
    const code = numbered(`${slug}-`, i, 3);
    const service = SERVICES[i];
    if (service !== undefined) return { code, name: service, kind: 'LOCAL_GOVERNMENT', isInternal: true };
    const kind = dice.deal(i - SERVICES.length, KINDS);
    return { code, name: `${NAMES[kind]} ${properName(i - SERVICES.length)}`, kind, isInternal: false };
  });
}

/** No two are alike: word, then quarter, then number. */
function properName(index: number): string {
  const round = Math.floor(index / WORDS.length);
  const quarter = round === 0 ? '' : ` ${cyclic(SECTORS, round - 1).nl}`;
  const count = Math.floor((round - 1) / SECTORS.length) + 1;
  return `${cyclic(WORDS, index)}${quarter}${count > 1 ? ` ${count}` : ''}`;
}

/** Ten digits with their check digits; the register has given out none that begins with 199. */
const enterpriseNumber = (index: number): string => {
  const base = 19_900_000 + index;
  return `${base}${String(97 - (base % 97)).padStart(2, '0')}`;
};

export const theCity = (organisations: readonly Organisation[]) => cyclic(organisations, 0);
export const theWelfareCentre = (organisations: readonly Organisation[]) => cyclic(organisations, 1);
export const serviceOf = (dice: Dice, organisations: readonly Organisation[]) =>
  cyclic(organisations, dice.whole(1, SERVICES.length - 1));
export const partnerOf = (dice: Dice, organisations: readonly Organisation[]) =>
  cyclic(organisations, dice.whole(SERVICES.length, organisations.length - 1));

/** A partner of one of these kinds. */
export function oneOfKind(
  dice: Dice,
  organisations: readonly Organisation[],
  ...kinds: readonly OrganisationKind[]
): Organisation {
  for (let tries = 0; tries < 200; tries++) {
    const found = partnerOf(dice, organisations);
    if (kinds.includes(found.kind)) return found;
  }
  return partnerOf(dice, organisations);
}

/** An association that can speak for people in poverty. */
export const voiceOf = (dice: Dice, organisations: readonly Organisation[]) =>
  oneOfKind(dice, organisations, 'REGIONAL_NGO', 'NATIONAL_NGO', 'OTHER');

export function* organisationRows({ seed, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'organisation-rows');
  const city = theCity(organisations).code;
  for (const [i, { code, name, kind, isInternal }] of organisations.entries()) {
    const isBranch = !isInternal && kind === 'REGIONAL_NGO' && dice.chance(0.08);
    const head = organisations.find((one) => one.kind === 'NATIONAL_NGO');
    yield {
      code,
      name,
      enterprise_number: !isInternal && dice.chance(0.7) ? enterpriseNumber(i) : undefined,
      kind,
      is_internal: isInternal,
      parent: isInternal && i > 1 ? city : isBranch ? head?.code : undefined,
      url: dice.chance(0.4) ? `https://example.org/${code}` : undefined,
      is_synthetic: true,
      note: i < 2 ? 'Made up: no such city exists.' : undefined,
      source: SOURCE,
    };
  }
}

export function* organisationLineageRows({ seed, scale, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'organisation-lineage');
  // Two neighbours of the list each time: earlier ones become later ones, so nothing goes in a ring.
  for (let i = 0; i < 8 * scale; i++) {
    const at = SERVICES.length + i * 10;
    yield {
      predecessor: cyclic(organisations, at).code,
      successor: cyclic(organisations, at + dice.whole(1, 5)).code,
      kind: cyclic(['MERGED', 'SPLIT', 'RENAMED', 'MERGED'], i),
      happened_on: blurred(dice, dayBetween(dice, '2019-01-01', '2025-12-31')),
      source: SOURCE,
    };
  }
}
