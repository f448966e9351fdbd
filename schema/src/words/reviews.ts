import type { WordList, WordOf } from './word-list.ts';

const word = (nl: string, fr: string, en: string, about: string) => ({ nl, fr, en, about });

export const TEST_STAGE = {
  DRAFT: word('ontwerp', 'projet', 'draft', 'Asked for; nothing has been looked at yet.'),
  QUICKSCAN: word(
    'quickscan',
    'quickscan',
    'quickscan',
    'Being looked at in the eight areas of the quickscan.',
  ),
  SCREENED_OUT: word(
    'geen toets nodig',
    'test non requis',
    'screened out',
    'The quickscan found no effect in any area, and a reason was given: no full test follows.',
  ),
  FULL_TEST: word(
    'volledige toets',
    'test complet',
    'full test',
    'The quickscan found an effect, or an unknown one: the full test is being made.',
  ),
  DIALOGUE: word(
    'dialoog',
    'dialogue',
    'dialogue',
    'Knowledge of policy, experience and science is being brought together.',
  ),
  ADVICE: word('advies', 'avis', 'advice', 'The advice is written; nobody has decided on it yet.'),
  DECIDED: word('beslist', 'décidé', 'decided', 'The deciding body has decided.'),
  FOLLOW_UP: word('opvolging', 'suivi', 'follow-up', 'What was decided is being carried out and followed.'),
  CLOSED: word(
    'afgesloten',
    'clos',
    'closed',
    'Nothing of it is left to do but a later repetition, if one is planned.',
  ),
  WITHDRAWN: word('ingetrokken', 'retiré', 'withdrawn', 'Called off; it counts as no test.'),
} as const satisfies WordList;
export type TestStage = WordOf<typeof TEST_STAGE>;

export const TEST_MOMENT = {
  DESIGN: word(
    'bij het ontwerp',
    'à la conception',
    'at design',
    'Before the thing tested is decided or begun.',
  ),
  RUNNING: word('tijdens de uitvoering', 'en cours d’exécution', 'while running', 'While it is carried out.'),
  REVIEW: word('bij herziening', 'à la révision', 'at review', 'When it is looked at again or ended.'),
} as const satisfies WordList;
export type TestMoment = WordOf<typeof TEST_MOMENT>;

export const TEST_ADVICE = {
  PROCEED: word('doorgaan', 'poursuivre', 'proceed', 'Go on as proposed.'),
  PROCEED_WITH_ADJUSTMENTS: word(
    'doorgaan met aanpassingen',
    'poursuivre avec des adaptations',
    'proceed with adjustments',
    'Go on, with the changes that the recommendations name.',
  ),
  RECONSIDER: word('heroverwegen', 'reconsidérer', 'reconsider', 'Do not go on as proposed; think again.'),
  STOP: word('stoppen', 'arrêter', 'stop', 'Do not go on.'),
} as const satisfies WordList;
export type TestAdvice = WordOf<typeof TEST_ADVICE>;

export const TEST_CONCLUSION = {
  STRENGTHENS: word(
    'versterkt',
    'renforce',
    'strengthens',
    'On the whole it strengthens the position of people in poverty.',
  ),
  NEUTRAL: word('neutraal', 'neutre', 'neutral', 'On the whole it changes nothing for people in poverty.'),
  WEAKENS: word(
    'verzwakt',
    'affaiblit',
    'weakens',
    'On the whole it weakens the position of people in poverty.',
  ),
  MIXED: word('gemengd', 'mitigé', 'mixed', 'It strengthens in some respects and weakens in others.'),
  UNDETERMINED: word(
    'niet te bepalen',
    'indéterminé',
    'undetermined',
    'What is known does not allow a conclusion.',
  ),
} as const satisfies WordList;
export type TestConclusion = WordOf<typeof TEST_CONCLUSION>;

export const DECISION_OUTCOME = {
  FOLLOWED: word('gevolgd', 'suivi', 'followed', 'The deciding body followed the advice.'),
  PARTLY_FOLLOWED: word(
    'deels gevolgd',
    'partiellement suivi',
    'partly followed',
    'The deciding body followed part of the advice.',
  ),
  NOT_FOLLOWED: word(
    'niet gevolgd',
    'non suivi',
    'not followed',
    'The deciding body did not follow the advice.',
  ),
} as const satisfies WordList;
export type DecisionOutcome = WordOf<typeof DECISION_OUTCOME>;

export const QUICKSCAN_AREA = {
  EMPLOYMENT: word('werkgelegenheid', 'emploi', 'employment', 'Work and the way to it.'),
  INCOME_INEQUALITY: word(
    'inkomensongelijkheid',
    'inégalité des revenus',
    'income inequality',
    'Income, cost of living and their distribution.',
  ),
  EDUCATION: word('onderwijs', 'enseignement', 'education', 'School, training and literacy.'),
  WELFARE_AND_HEALTH: word(
    'welzijn en volksgezondheid',
    'bien-être et santé publique',
    'welfare and public health',
    'Care, well-being and health.',
  ),
  HOUSING: word('huisvesting', 'logement', 'housing', 'Finding, keeping and paying a decent home.'),
  CULTURE_AND_LEISURE: word(
    'cultuur en vrijetijdsbesteding',
    'culture et loisirs',
    'culture and leisure',
    'Culture, sport, youth work and free time.',
  ),
  HUMAN_RIGHTS: word(
    'respect voor mensenrechten',
    'respect des droits humains',
    'respect for human rights',
    'Dignity, privacy and access to rights.',
  ),
  MOBILITY: word('mobiliteit', 'mobilité', 'mobility', 'Getting where one must be.'),
} as const satisfies WordList;
export type QuickscanArea = WordOf<typeof QUICKSCAN_AREA>;

export const ANSWER_TYPE = {
  YES_NO_POSSIBLY: word(
    'ja, neen, mogelijk',
    'oui, non, peut-être',
    'yes, no, possibly',
    'YES, NO or POSSIBLY.',
  ),
  EFFECT: word(
    'effect',
    'effet',
    'effect',
    'A whole number from -2 (much worse) to 2 (much better), or UNKNOWN.',
  ),
  TEXT: word('tekst', 'texte', 'text', 'Free text; no names of people in poverty.'),
  REFERENCE: word('verwijzing', 'référence', 'reference', 'A code or web address of something else.'),
  MULTIPLE: word('keuze', 'choix', 'choice', 'One or more words, separated by semicolons.'),
  NUMBER: word('getal', 'nombre', 'number', 'A number, with a dot before decimals.'),
  DATE: word('datum', 'date', 'date', 'A day, YYYY-MM-DD.'),
} as const satisfies WordList;
export type AnswerType = WordOf<typeof ANSWER_TYPE>;

export const KNOWLEDGE_KIND = {
  POLICY: word(
    'beleidskennis',
    'connaissance politique',
    'policy knowledge',
    'What those who make the policy know.',
  ),
  EXPERIENCE: word(
    'ervaringskennis',
    'savoir d’expérience',
    'knowledge by experience',
    'What people with experience of poverty know.',
  ),
  SCIENTIFIC: word(
    'wetenschappelijke kennis',
    'connaissance scientifique',
    'scientific knowledge',
    'What research knows.',
  ),
} as const satisfies WordList;
export type KnowledgeKind = WordOf<typeof KNOWLEDGE_KIND>;

export const RECOMMENDATION_RESPONSE = {
  ADOPTED: word('overgenomen', 'adoptée', 'adopted', 'The deciding body takes it over.'),
  PARTLY: word(
    'deels overgenomen',
    'partiellement adoptée',
    'partly adopted',
    'The deciding body takes part of it over.',
  ),
  REJECTED: word('verworpen', 'rejetée', 'rejected', 'The deciding body does not take it over and says why.'),
} as const satisfies WordList;
export type RecommendationResponse = WordOf<typeof RECOMMENDATION_RESPONSE>;

export const RECOMMENDATION_STATUS = {
  OPEN: word('open', 'ouverte', 'open', 'Not carried out.'),
  DONE: word('gedaan', 'faite', 'done', 'Carried out.'),
} as const satisfies WordList;
export type RecommendationStatus = WordOf<typeof RECOMMENDATION_STATUS>;

export const GATE_REASON = {
  NO_TEST: word(
    'geen toets',
    'aucun test',
    'no test',
    'No poverty test of the action came to a verdict, or all that did were withdrawn.',
  ),
  NEGATIVE: word(
    'negatief advies',
    'avis négatif',
    'negative advice',
    'The latest advice is to reconsider or to stop.',
  ),
  OWNERLESS: word(
    'aanpassing zonder eigenaar',
    'adaptation sans responsable',
    'adjustment without owner',
    'The latest advice is to proceed with adjustments, and one that was not rejected has no owner.',
  ),
  LAPSED: word(
    'toets verlopen',
    'test expiré',
    'test lapsed',
    'The day until which the latest test holds has passed.',
  ),
  OVERDUE: word(
    'toets te laat',
    'test en retard',
    'test overdue',
    'A poverty test that was asked for should have come to its advice, or have been repeated.',
  ),
} as const satisfies WordList;
export type GateReason = WordOf<typeof GATE_REASON>;

export const RETEST_TRIGGER = {
  BUDGET_MOVED: word(
    'budget gewijzigd',
    'budget modifié',
    'budget moved',
    'The money planned for the action moved by more than the set share since the advice.',
  ),
  TARGET_GROUP_CHANGED: word(
    'doelgroep gewijzigd',
    'groupe cible modifié',
    'target group changed',
    'The groups that the action is meant for are no longer those at the time of the advice.',
  ),
} as const satisfies WordList;
export type RetestTrigger = WordOf<typeof RETEST_TRIGGER>;
