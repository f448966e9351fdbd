import type { AgreementRole, LocalText, ObligationKind } from '@kapstok/schema';
import { type Agreement, contractValue } from './agreements.ts';
import type { City } from './city.ts';
import { Dice } from './dice.ts';
import { partnerOf, theCity, theWelfareCentre } from './organisations.ts';
import { figure } from './people.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row, textsOf } from './row.ts';

export function* partyRows({ seed, agreements, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'agreement-parties');
  for (const { code, kind, partner, funder } of agreements) {
    const city = theCity(organisations).code;
    const parties: Readonly<Record<Agreement['kind'], readonly [AgreementRole, string][]>> = {
      CONTRACT: [
        ['COMMISSIONER', city],
        ['FUNDER', funder.code],
        ['CONTRACTOR', partner.code],
      ],
      SUBSIDY: [
        ['FUNDER', funder.code],
        ['BENEFICIARY', partner.code],
      ],
      MEMORANDUM: [
        ['COMMISSIONER', city],
        ['IMPLEMENTER', partner.code],
        ['IMPLEMENTER', partnerOf(dice, organisations).code],
      ],
      COST_SHARING: [
        ['FUNDER', city],
        ['FUNDER', theWelfareCentre(organisations).code],
        ['IMPLEMENTER', partner.code],
      ],
    };
    const once = new Map(parties[kind].map((party) => [party.join(' '), party]));
    for (const [role, organisation] of once.values()) yield { agreement: code, organisation, role };
  }
}

const TASKS = textsOf(`
Onthaal en eerste gesprek | Accueil et premier entretien | Reception and first talk
Begeleiding op maat | Accompagnement sur mesure | Tailored guidance
Groepsmomenten | Moments de groupe | Group sessions
Huisbezoek op vraag | Visite à domicile sur demande | Home visit on request
Jaarlijks verslag met cijfers | Rapport annuel chiffré | Yearly report with figures
Vorming van vrijwilligers | Formation de bénévoles | Training of volunteers
Extra openingsuren in de vakantie | Heures supplémentaires en vacances | Extra opening hours in holidays
`);

export function* taskRows({ seed, agreements }: City): Generator<Row> {
  const dice = new Dice(seed, 'agreement-tasks');
  let count = 0;
  for (const { code } of agreements)
    for (const title of dice.some(TASKS, dice.whole(1, 3)))
      yield {
        code: numbered('TK-', count++),
        agreement: code,
        ...local('title', title),
        is_optional: dice.chance(0.25),
      };
}

const PROMISES: Readonly<Record<ObligationKind, readonly [LocalText, string, number, number]>> = {
  PERSONS: [{ nl: 'Bereikte personen', fr: 'Personnes atteintes', en: 'People reached' }, 'persons', 20, 400],
  PLACES: [{ nl: 'Plaatsen', fr: 'Places', en: 'Places' }, 'places', 4, 60],
  SOCIAL_RETURN: [
    { nl: 'Sociaal rendement, 5 procent', fr: 'Retour social, 5 pour cent', en: 'Social return, 5 per cent' },
    'EUR',
    0,
    0,
  ],
  FTE: [
    { nl: 'Voltijdse krachten', fr: 'Équivalents temps plein', en: 'Full-time equivalents' },
    'FTE',
    1,
    9,
  ],
  MEALS: [{ nl: 'Maaltijden', fr: 'Repas', en: 'Meals' }, 'meals per year', 500, 14_000],
  OTHER: [{ nl: 'Openingsuren', fr: "Heures d'ouverture", en: 'Opening hours' }, 'hours per week', 4, 38],
};
const PROMISED: Readonly<Record<ObligationKind, number>> = {
  PERSONS: 5,
  PLACES: 2,
  SOCIAL_RETURN: 2,
  FTE: 1,
  MEALS: 1,
  OTHER: 2,
};

/** What the social clause asks: a share of the value of the contract. */
const DUE_SHARE = { due_value_reason: 'NOT_APPLICABLE', due_share_percent: 5 } as const;

export function* obligationRows({ seed, agreements }: City): Generator<Row> {
  const dice = new Dice(seed, 'obligations');
  let count = 0;
  for (const agreement of agreements) {
    const { code, yearly, years } = agreement;
    for (let i = dice.whole(0, 2); i > 0; i--) {
      const kind = dice.deal(count, PROMISED);
      const [title, unit, from, to] = PROMISES[kind];
      const due =
        kind === 'SOCIAL_RETURN'
          ? Math.round(yearly * Math.max(1, years.length) * 0.05)
          : dice.whole(from, to);
      const isShare = kind === 'SOCIAL_RETURN' && contractValue(agreement) !== undefined;
      const dueValue = figure(dice, count, 'due_value', due, 0.05);
      const realised = Math.round((due * dice.whole(55, 120)) / 100);
      yield {
        code: numbered('OB-', count),
        agreement: code,
        kind,
        ...local('title', title),
        ...(isShare ? DUE_SHARE : dueValue),
        ...figure(dice, count + 2, 'realised_value', realised, 0.25),
        unit,
        source: SOURCE,
      };
      count++;
    }
  }
}
