import type { ClaimQualifier, ClaimSubject, LocalText } from '@kapstok/schema';
import type { City } from './city.ts';
import { Dice } from './dice.ts';
import { DOMAINS } from './domains/index.ts';
import { figure } from './people.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row } from './row.ts';

interface Said {
  readonly title: LocalText;
  readonly unit: string;
  readonly value: (city: City) => number;
}

const count = (nl: string, fr: string, en: string, unit: string, value: Said['value']): Said => ({
  title: { nl, fr, en },
  unit,
  value,
});

const SAID: Readonly<Record<ClaimSubject, Said>> = {
  ACTIONS_LISTED: count(
    'Acties in het plan',
    'Actions du plan',
    'Actions in the plan',
    'actions',
    (c) => c.actions.length,
  ),
  ACTIONS_REALISED: count(
    'Gerealiseerde acties',
    'Actions réalisées',
    'Actions realised',
    'actions',
    ({ actions }) => actions.filter(({ realisation }) => realisation === 'REALISED').length,
  ),
  ACTIONS_NOT_REALISED: count(
    'Niet gerealiseerde acties',
    'Actions non réalisées',
    'Actions not realised',
    'actions',
    ({ actions }) => actions.filter(({ realisation }) => realisation === 'NOT_REALISED').length,
  ),
  PARTNERS: count('Partners', 'Partenaires', 'Partners', 'organisations', (c) => c.organisations.length - 10),
  DOMAINS: count('Domeinen', 'Domaines', 'Domains', 'domains', () => DOMAINS.length),
  YEARLY_MONEY: count(
    'Middelen per jaar',
    'Moyens par an',
    'Money per year',
    'EUR',
    (c) => 6_500_000 * c.scale,
  ),
  TOTAL_MONEY: count(
    'Middelen van het hele plan',
    'Moyens de tout le plan',
    'Money of the whole plan',
    'EUR',
    (c) => 39_000_000 * c.scale,
  ),
  PEOPLE_IN_POVERTY: count(
    'Inwoners in armoede',
    'Habitants en pauvreté',
    'Residents in poverty',
    'persons',
    () => 9600,
  ),
  FAMILIES_REACHED: count(
    'Bereikte gezinnen',
    'Familles atteintes',
    'Families reached',
    'households',
    () => 1450,
  ),
  OTHER: count(
    'Vrijwilligers in het plan',
    'Bénévoles dans le plan',
    'Volunteers in the plan',
    'persons',
    () => 380,
  ),
};
const QUALIFIERS: Readonly<Record<ClaimQualifier, number>> = {
  EXACT: 4,
  CIRCA: 3,
  AT_LEAST: 2,
  AT_MOST: 1,
  QUALITATIVE: 1,
};
const SPEAKERS = [
  'Schepen van Voorbeeldstad',
  'Voorbeeldkrant',
  'Jaarverslag van Voorbeeldstad',
  'Oppositie in Voorbeeldstad',
];

/** Each subject three times, said by others and in other years; the figures need not agree, as in life. */
export function* claimRows(city: City): Generator<Row> {
  const dice = new Dice(city.seed, 'claims');
  const subjects = Object.entries(SAID);
  for (let i = 0; i < subjects.length * 3; i++) {
    const [subject, said] = subjects[i % subjects.length] ?? subjects[0] ?? [];
    if (said === undefined) return;
    const qualifier = dice.deal(i, QUALIFIERS);
    const value = Math.round(said.value(city) * (qualifier === 'EXACT' ? 1 : 0.9 + dice.unit() / 5));
    const isDerived = i % 7 === 6;
    yield {
      code: numbered('CL-', i, 2),
      subject,
      ...local('title', said.title),
      ...(qualifier === 'QUALITATIVE'
        ? { value_reason: 'NOT_PUBLISHED' }
        : figure(dice, i, 'value', value, 0.05)),
      qualifier,
      unit: said.unit,
      action: subject === 'OTHER' ? dice.of(city.actions).code : undefined,
      domain: subject === 'FAMILIES_REACHED' ? dice.of(DOMAINS).code : undefined,
      claimed_by: dice.of(SPEAKERS),
      claimed_on: dice.of(['2021', '2022-06', '2023-11-14', '2024-05', '2025-12-01']),
      is_derived: isDerived,
      note: 'Made up, like who said it.',
      source: SOURCE,
    };
  }
}
