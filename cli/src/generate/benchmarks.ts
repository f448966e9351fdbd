import { KEY_FACTOR_STATE, wordsOf } from '@kapstok/schema';
import type { City } from './city.ts';
import { cyclic } from './dice.ts';
import { observationRows } from './observations.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row } from './row.ts';

const BENCHMARKS = [
  ['Elke nieuwe leerling op school', 'Chaque nouvel élève à l’école', 'Every new pupil at school'],
  ['Niemand slaapt buiten', 'Personne ne dort dehors', 'Nobody sleeps outside'],
  ['Eén loket voor alle rechten', 'Un guichet pour tous les droits', 'One desk for all rights'],
] as const;

const FACTORS = [
  ['Genoeg middelen in het gezin', 'Des moyens suffisants dans la famille', 'Enough means in the family'],
  ['Vertrouwen in de dienst', 'La confiance dans le service', 'Trust in the service'],
  ['Diensten die samenwerken', 'Des services qui coopèrent', 'Services that work together'],
  ['Plaats genoeg', 'Assez de places', 'Enough places'],
] as const;

const CITIES = ['Havenstad (verzonnen)', '', 'Bergdorp (verzonnen)'] as const;
const STATES = wordsOf(KEY_FACTOR_STATE);

const inThreeLanguages = ([nl, fr, en]: readonly [string, string, string]) => ({ nl, fr, en });
const benchmarkCode = (i: number) => numbered('BM-', i, 2);
const factorCode = (i: number) => numbered('KF-', i, 2);
const factors = BENCHMARKS.flatMap((_, i) =>
  FACTORS.map((title) => ({ benchmark: benchmarkCode(i), title })),
);

export function* benchmarkRows({ indicators }: City): Generator<Row> {
  for (const [i, title] of BENCHMARKS.entries())
    yield {
      code: benchmarkCode(i),
      ...local('title', inThreeLanguages(title)),
      ...local('description', {
        nl: 'Vergelijkbare steden halen dit (verzonnen).',
        fr: 'Des villes comparables y arrivent (inventé).',
        en: 'Comparable cities reach this (made up).',
      }),
      indicator: i === BENCHMARKS.length - 1 ? undefined : cyclic(indicators, i * 11).code,
      source: SOURCE,
    };
}

export function* keyFactorRows(): Generator<Row> {
  for (const [i, { benchmark, title }] of factors.entries()) {
    const state = cyclic(STATES, i);
    const isJudged = state !== 'NOT_ASSESSED';
    yield {
      ...{ code: factorCode(i), benchmark, ...local('title', inThreeLanguages(title)), state },
      assessed_on: isJudged ? `2025-0${(i % 9) + 1}-15` : undefined,
      ...(isJudged
        ? local('assessment', {
            nl: 'Zo zagen de diensten het in een gesprek.',
            fr: 'C’est ce que les services ont dit lors d’un échange.',
            en: 'So the services saw it in a talk.',
          })
        : {}),
      source: SOURCE,
    };
  }
}

export function* keyFactorEvidenceRows(city: City): Generator<Row> {
  const [first] = observationRows(city);
  for (const [i] of factors.entries())
    yield {
      code: numbered('KE-', i, 2),
      factor: factorCode(i),
      ...local('statement', {
        nl: 'Waar dit er is, lukt het vaker (verzonnen).',
        fr: 'Là où cela existe, cela réussit plus souvent (inventé).',
        en: 'Where it is there, it works more often (made up).',
      }),
      city: cyclic(CITIES, i) || undefined,
      observation: i % 4 === 0 ? first?.['code'] : undefined,
      source: i % 8 === 0 ? undefined : SOURCE,
    };
}

/** Every other factor is worked on by an action; the rest are gaps. */
export function* keyFactorActionRows({ actions }: City): Generator<Row> {
  for (const [i] of factors.entries())
    if (i % 2 === 0) yield { factor: factorCode(i), action: cyclic(actions, i * 5).code };
}
