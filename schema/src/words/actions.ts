import type { WordList, WordOf } from './word-list.ts';

const word = (nl: string, fr: string, en: string, about: string) => ({ nl, fr, en, about });

export const PROGRAMME_STATUS = {
  DRAFT: word('ontwerp', 'projet', 'draft', 'Being written.'),
  ADOPTED: word('goedgekeurd', 'adopté', 'adopted', 'Decided, not yet begun.'),
  RUNNING: word('lopend', 'en cours', 'running', 'Being carried out.'),
  CLOSED: word('afgesloten', 'clos', 'closed', 'Its period is over.'),
} as const satisfies WordList;
export type ProgrammeStatus = WordOf<typeof PROGRAMME_STATUS>;

export const ACTION_STATUS = {
  PROPOSED: word('voorgesteld', 'proposée', 'proposed', 'Put forward, not yet taken up.'),
  PLANNED: word('gepland', 'planifiée', 'planned', 'Taken up in the plan, not yet begun.'),
  RUNNING: word('lopend', 'en cours', 'running', 'Being carried out.'),
  SUSPENDED: word('opgeschort', 'suspendue', 'suspended', 'Paused; meant to go on.'),
  COMPLETED: word('afgerond', 'achevée', 'completed', 'Carried out to its end.'),
  STOPPED: word('stopgezet', 'arrêtée', 'stopped', 'Ended before it was carried out.'),
  UNKNOWN: word('onbekend', 'inconnu', 'unknown', 'No source that we know says how it stands.'),
} as const satisfies WordList;
export type ActionStatus = WordOf<typeof ACTION_STATUS>;

export const REALISATION = {
  REALISED: word('gerealiseerd', 'réalisée', 'realised', 'What was promised was done.'),
  PARTLY_REALISED: word(
    'deels gerealiseerd',
    'partiellement réalisée',
    'partly realised',
    'Some of what was promised was done.',
  ),
  NOT_REALISED: word(
    'niet of te weinig gerealiseerd',
    'non réalisée',
    'not realised',
    'Nothing or too little of what was promised was done.',
  ),
} as const satisfies WordList;
export type Realisation = WordOf<typeof REALISATION>;

export const ACTION_GOAL = {
  CAUSES: word(
    'oorzaken aanpakken',
    's’attaquer aux causes',
    'tackle causes',
    'Works on what makes people poor.',
  ),
  CONSEQUENCES: word(
    'gevolgen aanpakken',
    's’attaquer aux conséquences',
    'tackle consequences',
    'Works on what poverty does to people.',
  ),
} as const satisfies WordList;
export type ActionGoal = WordOf<typeof ACTION_GOAL>;

export const ACTION_LEVEL = {
  ORGANISATION: word('organisaties', 'organisations', 'organisations', 'Changes how organisations work.'),
  INDIVIDUAL: word('individueel', 'individuel', 'individual', 'Reaches people one by one.'),
} as const satisfies WordList;
export type ActionLevel = WordOf<typeof ACTION_LEVEL>;

export const DIRECT_BENEFIT = {
  YES: word('ja', 'oui', 'yes', 'It benefits people in poverty directly.'),
  NO: word('neen', 'non', 'no', 'It does not benefit people in poverty directly.'),
  POSSIBLY: word('mogelijk', 'peut-être', 'possibly', 'It may benefit people in poverty directly.'),
} as const satisfies WordList;
export type DirectBenefit = WordOf<typeof DIRECT_BENEFIT>;

export const PARTICIPATION_ROLE = {
  ACCOUNTABLE: word(
    'verantwoordelijk',
    'responsable',
    'accountable',
    'Answers for the action (IATI role 2).',
  ),
  IMPLEMENTING: word('uitvoerend', 'exécutant', 'implementing', 'Carries the action out (IATI role 4).'),
  FUNDING: word('financierend', 'financeur', 'funding', 'Pays for the action (IATI role 1).'),
  EXTENDING: word('doorgevend', 'relais', 'extending', 'Passes money on and supervises (IATI role 3).'),
  ADVISING: word('adviserend', 'conseil', 'advising', 'Advises or studies.'),
  EXPERIENCE: word(
    'ervaringskennis',
    'expérience vécue',
    'experience',
    'Speaks for people with experience of poverty.',
  ),
} as const satisfies WordList;
export type ParticipationRole = WordOf<typeof PARTICIPATION_ROLE>;

export const INVOLVEMENT_MOMENT = {
  DESIGN: word('ontwerp', 'conception', 'design', 'While the plan or action was made.'),
  ROLL_OUT: word('uitrol', 'déploiement', 'roll-out', 'While it was carried out.'),
  EVALUATION: word('evaluatie', 'évaluation', 'evaluation', 'When it was judged.'),
} as const satisfies WordList;
export type InvolvementMoment = WordOf<typeof INVOLVEMENT_MOMENT>;

export const CROSSWALK_VOCABULARY = {
  EU_STRAND: word(
    'EU-pijler',
    'volet européen',
    'EU strand',
    'Strand of the European strategy for active inclusion.',
  ),
  QUICKSCAN_AREA: word(
    'quickscan-gebied',
    'domaine du quickscan',
    'quickscan area',
    'Area of the Flemish poverty-test quickscan.',
  ),
  BBC_POLICY_DOMAIN: word(
    'beleidsdomein',
    'domaine politique',
    'policy domain code',
    'Flemish code list of policy domains.',
  ),
  DAC_SECTOR: word(
    'DAC-sector',
    'secteur CAD',
    'DAC sector',
    'Sector code of the OECD Development Assistance Committee.',
  ),
  SDG: word('SDG', 'ODD', 'SDG', 'Sustainable development goal or target.'),
  SUPRALOCAL_PLAN: word(
    'bovenlokaal plan',
    'plan supralocal',
    'supralocal plan',
    'Measure of a regional, federal or European plan.',
  ),
  OWN: word('eigen', 'propre', 'own', 'A list of the city itself.'),
} as const satisfies WordList;
export type CrosswalkVocabulary = WordOf<typeof CROSSWALK_VOCABULARY>;

export const LINEAGE_KIND = {
  CONTINUES: word('voortgezet', 'poursuivie', 'continues', 'The later action goes on with the earlier one.'),
  MERGES: word('samengevoegd', 'fusionnée', 'merges', 'The later action takes up several earlier ones.'),
  SPLITS: word('gesplitst', 'scindée', 'splits', 'The earlier action became several later ones.'),
  DROPS: word('weggevallen', 'abandonnée', 'drops', 'The later plan has no such action.'),
} as const satisfies WordList;
export type LineageKind = WordOf<typeof LINEAGE_KIND>;

export const CLAIM_SUBJECT = {
  ACTIONS_LISTED: word(
    'acties opgelijst',
    'actions listées',
    'actions listed',
    'How many actions the plan is said to have.',
  ),
  ACTIONS_REALISED: word(
    'acties gerealiseerd',
    'actions réalisées',
    'actions realised',
    'How many are said to be realised, wholly or partly.',
  ),
  ACTIONS_NOT_REALISED: word(
    'acties niet gerealiseerd',
    'actions non réalisées',
    'actions not realised',
    'How many are said not to be realised.',
  ),
  PARTNERS: word('partners', 'partenaires', 'partners', 'How many organisations are said to take part.'),
  DOMAINS: word('domeinen', 'domaines', 'domains', 'How many policy domains the plan is said to have.'),
  YEARLY_MONEY: word(
    'middelen per jaar',
    'moyens par an',
    'money per year',
    'Money said to be spent each year.',
  ),
  TOTAL_MONEY: word(
    'middelen in totaal',
    'moyens au total',
    'money in total',
    'Money said to be spent over the whole period.',
  ),
  PEOPLE_IN_POVERTY: word(
    'mensen in armoede',
    'personnes en pauvreté',
    'people in poverty',
    'How many people are said to live in poverty.',
  ),
  FAMILIES_REACHED: word(
    'bereikte gezinnen',
    'familles touchées',
    'families reached',
    'How many families are said to be reached.',
  ),
  OTHER: word('andere', 'autre', 'other', 'Something else; the title says what.'),
} as const satisfies WordList;
export type ClaimSubject = WordOf<typeof CLAIM_SUBJECT>;

export const CLAIM_QUALIFIER = {
  EXACT: word('precies', 'exact', 'exact', 'Said as an exact number.'),
  CIRCA: word('ongeveer', 'environ', 'circa', 'Said as about this number.'),
  AT_LEAST: word('minstens', 'au moins', 'at least', 'Said as this number or more.'),
  AT_MOST: word('hoogstens', 'au plus', 'at most', 'Said as this number or less.'),
  QUALITATIVE: word('kwalitatief', 'qualitatif', 'qualitative', 'Said in words, without a number.'),
} as const satisfies WordList;
export type ClaimQualifier = WordOf<typeof CLAIM_QUALIFIER>;

/** How many points an approved report may be behind the planned time before its action is OFF_TARGET. */
export const BEHIND_BY_POINTS = 20;

export const ATTENTION_KIND = {
  NO_AGREEMENT: word(
    'zonder overeenkomst',
    'sans convention',
    'without agreement',
    'No agreement that is signed, in force or ended is allocated to the action or names it in a budget line.',
  ),
  NO_BUDGET: word(
    'zonder budget',
    'sans budget',
    'without budget',
    'No budget line, cost or revenue, with or without amount, names the action or is divided over it by an agreement.',
  ),
  NO_VALID_TEST: word(
    'zonder geldige toets',
    'sans test valide',
    'without valid test',
    'The latest concluded poverty test of the action does not hold today, as `PovertyTest.isValid` says, or there is none; withdrawn tests do not count, and the latest is the one asked for last.',
  ),
  NO_INDICATOR: word(
    'zonder indicator',
    'sans indicateur',
    'without indicator',
    'The action is not linked to any indicator that would say whether it changed anything.',
  ),
  TEST_OVERDUE: word(
    'toets te laat',
    'test en retard',
    'test overdue',
    'A poverty test of the action is overdue today, as `PovertyTest.isOverdue` says.',
  ),
  OVERDUE: word(
    'te laat',
    'en retard',
    'overdue',
    'The planned end lies before today and the action is neither completed nor stopped.',
  ),
  SILENT: word(
    'stil',
    'silencieuse',
    'silent',
    'The action runs and nothing was done about it for more than 120 days, or nothing is known, as `Action.isSilent` says.',
  ),
  OVERSPENT: word(
    'te veel besteed',
    'dépassement',
    'overspent',
    'In some currency more was spent on the action than is planned for it; where an amount that is planned is not known, nobody can say so.',
  ),
  AGREEMENT_ENDING: word(
    'overeenkomst loopt af',
    'convention arrive à terme',
    'agreement ending',
    'An agreement in force that is for the action ends today or within the 90 days after today.',
  ),
  GATE_OVERRIDDEN: word(
    'poort geopend',
    'garde-fou levé',
    'gate overridden',
    'A director opened the gate of the poverty test with a reason, and the override stands today.',
  ),
  FOLLOW_UP_DUE: word(
    'opvolging te laat',
    'suivi en retard',
    'follow-up due',
    'Something of the action was flagged for follow-up, nobody answered, and the day due lies before today.',
  ),
  OFF_TARGET: word(
    'niet op koers',
    'hors trajectoire',
    'off target',
    'An indicator to which the action contributes worsens, as `Indicator.trend` says without arguments, or missed the last target at its own place that fell due; or the last approved report of an action that runs or is suspended is more than 20 points behind the share of its planned time that had gone by at the end of the period. Said of the action beside its indicators, not because of it.',
  ),
} as const satisfies WordList;
export type AttentionKind = WordOf<typeof ATTENTION_KIND>;

export const ATTENTION_ORDER = {
  MONEY_AT_RISK: word(
    'geld op het spel',
    'argent en jeu',
    'money at risk',
    'Most planned money first, as a number whatever its currency; actions of which none is known come last, after a known 0.',
  ),
  DAYS_OVERDUE: word(
    'dagen te laat',
    'jours de retard',
    'days overdue',
    'Longest overdue first; actions that are not overdue come last.',
  ),
  SINCE: word(
    'sinds',
    'depuis',
    'since',
    'Longest in need of attention first; actions without such a day come last.',
  ),
} as const satisfies WordList;
export type AttentionOrder = WordOf<typeof ATTENTION_ORDER>;

export const FOLLOW_UP = {
  OPEN: word('open', 'ouvert', 'open', 'Nothing was done about it yet.'),
  IN_PROGRESS: word('in uitvoering', 'en cours', 'in progress', 'Something is being done about it.'),
  DONE: word('gedaan', 'fait', 'done', 'What was to be done about it is done.'),
  NOT_TAKEN_UP: word(
    'niet opgenomen',
    'non retenu',
    'not taken up',
    'Nothing will be done about it; the note says why.',
  ),
} as const satisfies WordList;
export type FollowUp = WordOf<typeof FOLLOW_UP>;

export const INITIATIVE_STATUS = {
  PROPOSED: word('voorgesteld', 'proposée', 'proposed', 'Put forward, not decided on yet.'),
  TAKEN_UP: word('opgenomen', 'retenue', 'taken up', 'It became an action, or a part of one.'),
  MERGED: word('samengevoegd', 'fusionnée', 'merged', 'It goes on in another initiative.'),
  DECLINED: word('niet weerhouden', 'non retenue', 'declined', 'It was not taken up; the reason says why.'),
} as const satisfies WordList;
export type InitiativeStatus = WordOf<typeof INITIATIVE_STATUS>;
