import type { LocalText, RecordedReason } from '@kapstok/schema';
import type { City } from './city.ts';
import { Dice } from './dice.ts';
import { SIZE } from './options.ts';
import { voiceOf } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { inThree, local, numbered, type Row, tableOf } from './row.ts';

const GROUPS = tableOf(`
lone-parents | Alleenstaande ouders | Parents isolés | Lone parents
young-families | Gezinnen met jonge kinderen | Familles avec jeunes enfants | Families with young children
large-families | Grote gezinnen | Familles nombreuses | Large families
children-youth | Kinderen en jongeren | Enfants et jeunes | Children and young people
jobseekers | Werkzoekenden | Demandeurs d'emploi | Jobseekers
working-poor | Werkende armen | Travailleurs pauvres | Working poor
homeless | Dak- en thuisloze mensen | Personnes sans abri | Homeless people
newcomers | Nieuwkomers | Nouveaux arrivants | Newcomers
older-people | Ouderen met een klein pensioen | Aînés à petite pension | Older people on a small pension
low-literate | Laaggeletterde mensen | Personnes peu lettrées | People with low literacy
ill-disabled | Mensen met een ziekte of handicap | Personnes malades ou handicapées | People with an illness or disability
tenants | Huurders met hoge woonlasten | Locataires aux charges élevées | Tenants with high housing costs
`).map(([code = '', nl = '', fr = '', en = '']) => ({ code, title: { nl, fr, en } as LocalText }));

export const GROUP_CODES = GROUPS.map(({ code }) => code);

/** Whom a title speaks of. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/alleenstaande ouder/i, 'lone-parents'],
  [/werkende armen|loonval/i, 'working-poor'],
  [/dak-|nachtopvang|dagcentrum|housing first|straat|doorgang|collectieve/i, 'homeless'],
  [/ouderen|pensioen|mantelzorg|huis tijdens ziekte/i, 'older-people'],
  [/ziekte|dialyse|medisch|psycholoog|ziekenhuis/i, 'ill-disabled'],
  [/nieuwkomer|tolk|talen|buitenlandse|nederlands/i, 'newcomers'],
  [/lees|schrijf|alfabet|formulier|digi|bankieren/i, 'low-literate'],
  [/huurder|huurw|huurp|woning|wonen|schimmel|uithuis|isolatie|dakwerk/i, 'tenants'],
  [/werkzoek|sollicit|jobcoach|werkplek|wijkwerk|arbeid|werkervaring|bedrijven/i, 'jobseekers'],
  [/jong|school|jeugd|leerling|kinder|kind |kamp|speel|zwem|klas/i, 'children-youth'],
  [/baby|peuter|kleuter|opvang|onthaalouder|kraam|geboorte/i, 'young-families'],
  [/gezin/i, 'large-families'],
];

/** The group that a title names, else any. */
export function groupOf(dice: Dice, title: LocalText): { code: string; title: LocalText } {
  const hinted = HINTS.find(([pattern]) => pattern.test(title.nl ?? ''))?.[1];
  return GROUPS.find(({ code }) => code === hinted) ?? dice.of(GROUPS);
}

const REASONS: Readonly<Record<RecordedReason, number>> = {
  NOT_MEASURED: 5,
  NOT_PUBLISHED: 3,
  NOT_APPLICABLE: 1,
  LOST_IN_SOURCE: 1,
};

/** A number, or in every so many rows the reason why there is none. */
export function figure(dice: Dice, index: number, name: string, value: number | string, gaps = 0.15): Row {
  // The first rows miss their number for each reason in turn, so that no reason is left out.
  const isGap = index % 5 === 0 && index / 5 < Object.keys(REASONS).length;
  if (!isGap && !dice.chance(gaps)) return { [name]: value };
  return { [`${name}_reason`]: isGap ? dice.deal(index, REASONS) : dice.weighted(REASONS) };
}

export function* peopleGroupRows(): Generator<Row> {
  for (const { code, title } of GROUPS) yield { code, ...local('title', title) };
}

export function* targetGroupRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'target-groups');
  let count = 0;
  for (const { code, group } of actions) {
    const others = dice.some(GROUP_CODES, dice.whole(0, 1)).filter((one) => one !== group.code);
    for (const people_group of [group.code, ...others]) {
      const persons = dice.whole(2, 60) * (dice.chance(0.3) ? 10 : 1);
      yield {
        action: code,
        people_group,
        ...figure(dice, count++, 'person_count', persons, 0.2),
        source: SOURCE,
      };
    }
  }
}

const SUBJECTS = {
  DESIGN: {
    nl: 'Wat moet er in het plan?',
    fr: 'Que mettre dans le plan?',
    en: 'What should be in the plan?',
  },
  ROLL_OUT: {
    nl: 'Hoe loopt het in de praktijk?',
    fr: 'Comment cela se passe-t-il?',
    en: 'How does it work in practice?',
  },
  EVALUATION: { nl: 'Wat heeft het veranderd?', fr: "Qu'est-ce qui a changé?", en: 'What has it changed?' },
};

export function* userParticipationRows({ seed, scale, actions, organisations }: City): Generator<Row> {
  const dice = new Dice(seed, 'user-participations');
  for (let i = 0; i < SIZE.userParticipations * scale; i++) {
    const moment = dice.weighted({ DESIGN: 4, ROLL_OUT: 4, EVALUATION: 2 });
    const through = dice.weighted({ DIRECT: 4, INTERMEDIARY: 6 });
    yield {
      code: numbered('UP-', i),
      action: i % 12 === 0 ? undefined : dice.of(actions).code,
      moment,
      through,
      organisation: through === 'INTERMEDIARY' ? voiceOf(dice, organisations).code : undefined,
      ...figure(dice, i, 'head_count', dice.whole(3, 45)),
      ...local(
        'note',
        inThree((pick) => pick(SUBJECTS[moment])),
      ),
      source: SOURCE,
    };
  }
}
