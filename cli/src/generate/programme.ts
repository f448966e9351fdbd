import { PUBLISHABLE } from '@kapstok/schema';
import type { City } from './city.ts';
import { TERM } from './days.ts';
import { DOMAINS } from './domains/index.ts';
import { CITY } from './places.ts';
import { inThree, local, type Row } from './row.ts';

/** The one source of everything: the generator. */
export const SOURCE = 'SYN';

export function* programmeRows({ slug, scale }: City): Generator<Row> {
  const size = scale === 1 ? '' : ` × ${scale}`;
  yield {
    slug,
    ...local('title', {
      nl: `Armoedeprogramma Voorbeeldstad (fictief)${size}`,
      fr: `Programme pauvreté de Voorbeeldstad (fictif)${size}`,
      en: `Poverty programme of Voorbeeldstad (fictional)${size}`,
      de: `Armutsprogramm Voorbeeldstad (fiktiv)${size}`,
    }),
    ...local('description', {
      nl: 'Een verzonnen stad op ware grootte, om te tonen wat de hub kan. Geen enkele organisatie, actie, bedrag of meting bestaat. Begroot zijn de jaren 2020 tot 2025.',
      fr: "Une ville inventée, en grandeur réelle, pour montrer ce que fait le hub. Aucune organisation, action, somme ou mesure n'existe. Le budget couvre les années 2020 à 2025.",
      en: 'An invented city of full size, to show what the hub does. No organisation, action, amount or measurement exists. The years 2020 to 2025 have a budget.',
      de: 'Eine erfundene Stadt in voller Größe, um zu zeigen, was der Hub kann. Keine Organisation, Aktion, Summe oder Messung existiert.',
    }),
    city_nis: CITY,
    starts_on: TERM.from,
    ends_on: TERM.to,
    status: 'RUNNING',
    is_fictional: true,
    default_language: 'nl',
    source: SOURCE,
  };
}

export function* sourceRows({ seed, scale }: City): Generator<Row> {
  yield {
    key: SOURCE,
    citation: `Invented by the generator of this project, seed ${seed}, scale ${scale}. Nothing in it exists.`,
    url: 'https://example.org/voorbeeldstad',
    published_on: '2026',
    retrieved_on: '2026-10-01',
    note: 'Synthetic, for demonstration. Names begin with "Voorbeeld"; the city and its neighbours have codes that no real place has.',
  };
}

/** All that can be published is, from the first day on; figures when the term is over and somebody looked at what a release tells. */
export function* publicationRows(): Generator<Row> {
  for (const kind of [...PUBLISHABLE].sort())
    yield {
      kind,
      published_on: kind === 'FIGURES' ? TERM.to : TERM.from,
      note: 'Invented, like the rest, so that everybody may look at it.',
    };
}

export function* phaseRows(): Generator<Row> {
  const phases = [
    ['verkenning', 'Verkenning', 'Exploration', 'Exploration', '2019-03', '2019-09-30'],
    [
      'opmaak',
      'Opmaak met partners',
      'Élaboration avec les partenaires',
      'Making with partners',
      '2019-10',
      '2019-12',
    ],
    ['uitvoering', 'Uitvoering', 'Mise en œuvre', 'Roll-out', '2020', '2026-12-31'],
    [
      'evaluatie',
      'Evaluatie en vervolg',
      'Évaluation et suite',
      'Evaluation and sequel',
      '2027-01',
      '2027-12',
    ],
  ] as const;
  for (const [index, [code, nl, fr, en, starts_on, ends_on]] of phases.entries()) {
    const description = inThree((pick) =>
      pick({
        nl: 'Samen met mensen in armoede, diensten en verenigingen.',
        fr: 'Avec les personnes en pauvreté, les services et les associations.',
        en: 'Together with people in poverty, services and associations.',
      }),
    );
    yield {
      code,
      position: index + 1,
      ...local('title', { nl, fr, en }),
      ...local('description', description),
      starts_on,
      ends_on,
      source: SOURCE,
    };
  }
}

export function* domainRows(): Generator<Row> {
  for (const [index, { code, title, about }] of DOMAINS.entries())
    yield {
      code,
      position: index + 1,
      ...local('title', title),
      ...local('description', about),
      source: SOURCE,
    };
}

export const blockCode = (domain: string, index: number): string => `${domain}-B${index + 1}`;

export function* blockRows(): Generator<Row> {
  for (const { code, title, blocks } of DOMAINS)
    for (const [index, block] of blocks.entries())
      yield {
        code: blockCode(code, index),
        domain: code,
        position: index + 1,
        ...local('title', block),
        ...local(
          'description',
          inThree((pick) => `${pick({ nl: 'Deel van', fr: 'Partie de', en: 'Part of' })} ${pick(title)}.`),
        ),
        source: SOURCE,
      };
}
