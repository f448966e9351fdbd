import { QUICKSCAN_AREA, type TestStage, wordsOf } from '@kapstok/schema';
import type { City } from './city.ts';
import { blurred, dayBetween, WRITTEN_ON } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { oneOfKind, serviceOf, voiceOf } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';
import { isAdvised, type PovertyTest } from './tests.ts';

const WHY = textsOf(`
Minder kosten voor gezinnen met een laag inkomen. | Moins de frais pour les ménages modestes. | Lower costs for low-income families.
De dienst komt dichterbij. | Le service se rapproche. | The service comes closer.
Wie niet digitaal mee is, valt uit de boot. | Ceux qui ne suivent pas le numérique sont exclus. | Those who do not keep up digitally are left out.
Nog te bekijken met de doelgroep. | À examiner avec le public concerné. | Still to be looked at with those concerned.
`);

export function* effectRows({ seed, tests }: City): Generator<Row> {
  const dice = new Dice(seed, 'quickscan-effects');
  for (const { code, stage, quickscanOn, conclusion } of tests) {
    if (quickscanOn === undefined) continue;
    const isNone = stage === 'SCREENED_OUT';
    for (const area of wordsOf(QUICKSCAN_AREA)) {
      const drawn = dice.weighted({ 0: 5, 1: 3, 2: 1, '-1': 1.2, '-2': 0.3, '': 0.7 });
      const effect = isNone ? '0' : conclusion === 'WEAKENS' && drawn === '2' ? '-2' : drawn;
      const note =
        effect === '' ? cyclic(WHY, 3) : cyclic(WHY, effect.startsWith('-') ? 2 : dice.whole(0, 1));
      yield { test: code, area, effect, ...(effect !== '0' && dice.chance(0.6) ? local('note', note) : {}) };
    }
  }
}

const ROLES = {
  POLICY: { nl: 'Dossierbeheerder', fr: 'Gestionnaire de dossier', en: 'File officer' },
  EXPERIENCE: { nl: 'Ervaringsdeskundigen', fr: 'Experts du vécu', en: 'Experts by experience' },
  SCIENTIFIC: { nl: 'Onderzoeker', fr: 'Chercheur', en: 'Researcher' },
};
const SAID = {
  POLICY: textsOf(`
De regeling bereikt vooral wie al klant is. | Le régime touche surtout les clients actuels. | The scheme mostly reaches existing clients.
De middelen zijn voorzien tot eind 2025. | Les moyens sont prévus jusque fin 2025. | The money is there until the end of 2025.
`),
  EXPERIENCE: textsOf(`
Mensen durven niet te bellen. | Les gens n'osent pas téléphoner. | People do not dare to phone.
Een vaste persoon maakt het verschil. | Une personne fixe fait la différence. | One steady person makes the difference.
Het formulier vraagt te veel. | Le formulaire demande trop. | The form asks too much.
`),
  SCIENTIFIC: textsOf(`
Niet-opname daalt als de korting vanzelf gaat. | Le non-recours baisse si la réduction est automatique. | Non-take-up falls where the discount is automatic.
Vergelijkbare steden zien effect na twee jaar. | Des villes comparables voient un effet après deux ans. | Comparable cities see an effect after two years.
`),
};
const ABSENT = {
  nl: 'Niet gevonden binnen de termijn.',
  fr: 'Rien trouvé dans le délai.',
  en: 'Nothing found within the time given.',
};

export function* knowledgeRows({ seed, tests, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'knowledge');
  let count = 0;
  for (const test of tests) {
    if (test.stage !== 'DIALOGUE' && !isAdvised(test)) continue;
    for (const kind of ['POLICY', 'EXPERIENCE', 'SCIENTIFIC'] as const) {
      const shared = { code: numbered('KC-', count++), test: test.code, kind, source: SOURCE };
      const isAbsent = kind !== 'POLICY' && dice.chance(kind === 'SCIENTIFIC' ? 0.35 : 0.12);
      if (isAbsent) {
        yield { ...shared, ...local('absence_reason', ABSENT) };
        continue;
      }
      const through = kind === 'EXPERIENCE' ? dice.weighted({ DIRECT: 4, INTERMEDIARY: 6 }) : undefined;
      const speaker =
        kind === 'POLICY'
          ? serviceOf(dice, organisations)
          : kind === 'SCIENTIFIC'
            ? oneOfKind(dice, organisations, 'ACADEMIC')
            : voiceOf(dice, organisations);
      const last = test.advisedOn ?? WRITTEN_ON;
      yield {
        ...shared,
        through,
        organisation: through === 'DIRECT' ? undefined : speaker.code,
        ...local('role', ROLES[kind]),
        head_count: dice.chance(0.9)
          ? kind === 'EXPERIENCE'
            ? dice.whole(4, 16)
            : dice.whole(1, 3)
          : undefined,
        contributed_on: blurred(dice, dayBetween(dice, test.quickscanOn ?? test.requestedOn, last)),
        ...local('summary', dice.of(SAID[kind])),
      };
    }
  }
}

const WAY: readonly TestStage[] = [
  'DRAFT',
  'QUICKSCAN',
  'FULL_TEST',
  'DIALOGUE',
  'ADVICE',
  'DECIDED',
  'FOLLOW_UP',
  'CLOSED',
];

/** The stages that a test went through. */
const stagesOf = ({ stage }: PovertyTest): readonly TestStage[] => {
  if (stage === 'SCREENED_OUT') return ['QUICKSCAN', 'SCREENED_OUT'];
  return stage === 'WITHDRAWN' ? ['DRAFT', 'WITHDRAWN'] : WAY.slice(0, WAY.indexOf(stage) + 1);
};

export function* qualityRows({ seed, tests }: City): Generator<Row> {
  const dice = new Dice(seed, 'stage-qualities');
  for (const [i, test] of tests.entries()) {
    if (i % 2 === 1 && test.stage !== 'WITHDRAWN') continue;
    for (const stage of stagesOf(test)) {
      const score = Number(dice.weighted({ 1: 1, 2: 3, 3: 4, 4: 2 }));
      const note =
        score === 1
          ? 'Too little time.'
          : score === 4
            ? 'All three kinds of knowledge at the table.'
            : undefined;
      yield { test: test.code, stage, score, note };
    }
  }
}
