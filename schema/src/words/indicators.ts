import type { LocalText } from '../language.ts';
import type { WordList, WordOf } from './word-list.ts';

const word = (nl: string, fr: string, en: string, about: string) => ({ nl, fr, en, about });

export const PLACE_LEVEL = {
  COUNTRY: word('land', 'pays', 'country', 'A whole country.'),
  REGION: word('gewest', 'région', 'region', 'A region of a country, such as the Flemish Region.'),
  PROVINCE: word('provincie', 'province', 'province', 'A province.'),
  DISTRICT: word('arrondissement', 'arrondissement', 'district', 'A district: a group of municipalities.'),
  MUNICIPALITY: word('gemeente', 'commune', 'municipality', 'A city or municipality.'),
  SECTOR: word(
    'statistische sector',
    'secteur statistique',
    'statistical sector',
    'A neighbourhood as statisticians draw it.',
  ),
} as const satisfies WordList;
export type PlaceLevel = WordOf<typeof PLACE_LEVEL>;

export const RESULT_LEVEL = {
  OUTPUT: word(
    'prestatie',
    'réalisation',
    'output',
    'What an action delivers itself, such as places made or meals served.',
  ),
  OUTCOME: word(
    'effect',
    'résultat',
    'outcome',
    'What changes for the people whom actions reach; harder to measure than outputs.',
  ),
  IMPACT: word(
    'maatschappelijk effect',
    'impact',
    'impact',
    'What changes in poverty at large. It takes years, much else plays a part, and it is never computed from outputs.',
  ),
} as const satisfies WordList;
export type ResultLevel = WordOf<typeof RESULT_LEVEL>;

export const INDICATOR_UNIT = {
  PERCENT: word('procent', 'pour cent', 'per cent', 'Hundredths of a whole.'),
  PERSONS: word('personen', 'personnes', 'persons', 'Persons.'),
  HOUSEHOLDS: word('gezinnen', 'ménages', 'households', 'Families or households.'),
  PLACES: word('plaatsen', 'places', 'places', 'Places that can be taken, such as in childcare.'),
  EURO: word('euro', 'euros', 'euro', 'Euro.'),
  FTE: word('voltijdse equivalenten', 'équivalents temps plein', 'full-time equivalents', 'Full-time jobs.'),
  MEALS: word('maaltijden', 'repas', 'meals', 'Meals.'),
  COUNT: word('aantal', 'nombre', 'number', 'Things counted; the title of the indicator says which.'),
  RATIO: word('verhouding', 'rapport', 'ratio', 'One number divided by another; 1 means equal.'),
  THOUSAND_PERSONS: word(
    'duizend personen',
    'milliers de personnes',
    'thousand persons',
    'Thousands of persons.',
  ),
} as const satisfies WordList;
export type IndicatorUnit = WordOf<typeof INDICATOR_UNIT>;

export const INDICATOR_DIRECTION = {
  HIGHER_IS_BETTER: word('hoger is beter', 'plus haut est mieux', 'higher is better', 'A rise is progress.'),
  LOWER_IS_BETTER: word('lager is beter', 'plus bas est mieux', 'lower is better', 'A fall is progress.'),
  NEITHER: word(
    'geen van beide',
    'ni l’un ni l’autre',
    'neither',
    'A rise can be good or bad news; no trend is judged from it.',
  ),
} as const satisfies WordList;
export type IndicatorDirection = WordOf<typeof INDICATOR_DIRECTION>;

export const COUNT_BASIS = {
  UNIQUE: word('uniek geteld', 'compté une fois', 'unique', 'Each person, family or thing is counted once.'),
  COUNTED: word(
    'telkens geteld',
    'compté à chaque fois',
    'counted each time',
    'The same person or thing is counted each time it occurs.',
  ),
  NOT_APPLICABLE: word(
    'niet van toepassing',
    'sans objet',
    'not applicable',
    'The indicator is not a count.',
  ),
} as const satisfies WordList;
export type CountBasis = WordOf<typeof COUNT_BASIS>;

export const INDICATOR_FREQUENCY = {
  YEARLY: word('jaarlijks', 'annuelle', 'yearly', 'Once a year.'),
  QUARTERLY: word('per kwartaal', 'trimestrielle', 'quarterly', 'Four times a year.'),
  MONTHLY: word('maandelijks', 'mensuelle', 'monthly', 'Each month.'),
  THREE_YEARLY: word('driejaarlijks', 'triennale', 'every three years', 'Once in three years.'),
  IRREGULAR: word('onregelmatig', 'irrégulière', 'irregular', 'When somebody publishes it.'),
} as const satisfies WordList;
export type IndicatorFrequency = WordOf<typeof INDICATOR_FREQUENCY>;

export const CONTRIBUTION_STRENGTH = {
  STRONG: word('sterk', 'forte', 'strong', 'The action is thought to move the indicator much.'),
  MODERATE: word('matig', 'modérée', 'moderate', 'The action is thought to move the indicator somewhat.'),
  WEAK: word('zwak', 'faible', 'weak', 'The action is thought to move the indicator a little.'),
  UNKNOWN: word(
    'onbekend',
    'inconnue',
    'unknown',
    'Nobody has judged how much the action moves the indicator.',
  ),
} as const satisfies WordList;
export type ContributionStrength = WordOf<typeof CONTRIBUTION_STRENGTH>;

export const TREND_VERDICT = {
  IMPROVING: word(
    'verbetert',
    's’améliore',
    'improving',
    'It changed by 2 % or more, in the wished direction.',
  ),
  UNCHANGED: word('onveranderd', 'inchangé', 'unchanged', 'It changed by less than 2 % of the first value.'),
  WORSENING: word('verslechtert', 'se dégrade', 'worsening', 'It changed by 2 % or more, against the wish.'),
  NOT_COMPARABLE: word(
    'niet vergelijkbaar',
    'non comparable',
    'not comparable',
    'No trend can be drawn; the reason says why.',
  ),
} as const satisfies WordList;
export type TrendVerdict = WordOf<typeof TREND_VERDICT>;

export const TREND_OBSTACLE = {
  NO_FIRST_VALUE: word(
    'geen beginwaarde',
    'pas de valeur initiale',
    'no first value',
    'There is no baseline with a number, or no number from the day asked for on.',
  ),
  NO_LATER_VALUE: word(
    'geen latere waarde',
    'pas de valeur ultérieure',
    'no later value',
    'The main series has no number for a later period than that of the first value.',
  ),
  BREAK_BETWEEN: word(
    'breuk in de reeks',
    'rupture de série',
    'break in series',
    'The way of measuring changed between the two values.',
  ),
  DEFINITION_CHANGED: word(
    'andere definitie',
    'autre définition',
    'definition changed',
    'Another version of the definition lies between the two values.',
  ),
  NO_DIRECTION: word(
    'geen gewenste richting',
    'pas de sens souhaité',
    'no wished direction',
    'The indicator says that neither direction is better.',
  ),
} as const satisfies WordList;
export type TrendObstacle = WordOf<typeof TREND_OBSTACLE>;

/** The series from which headline figures and trends are read; other series hold other publications. */
export const MAIN_SERIES = 'main';

/** Changes below this share of the first value count as none, in percent. */
export const UNCHANGED_BELOW_PERCENT = 2;

/** The rule by which trends are judged, as it is published beside each. */
export const TREND_RULE = {
  nl:
    'De basiswaarde (of de eerste waarde vanaf de gevraagde dag) wordt vergeleken met de laatste waarde van de ' +
    'hoofdreeks, voor dezelfde plaats en zonder opsplitsing. Niet vergelijkbaar als een van beide ontbreekt, als er ' +
    'een breuk of een andere definitie tussen ligt, of als geen richting de gewenste is. Onveranderd als het ' +
    'verschil kleiner is dan 2 % van de eerste waarde. Anders beslist de gewenste richting van de indicator.',
  fr:
    'La valeur de base (ou la première valeur à partir du jour demandé) est comparée à la dernière valeur de la ' +
    'série principale, pour le même lieu et sans ventilation. Non comparable si l’une des deux manque, si une ' +
    'rupture ou une autre définition les sépare, ou si aucun sens n’est souhaité. Inchangé si l’écart est inférieur ' +
    'à 2 % de la première valeur. Sinon, c’est le sens souhaité de l’indicateur qui décide.',
  en:
    'The baseline (or the first value from the day asked for on) is compared with the last value of the main ' +
    'series, for the same place and without breakdown. Not comparable when either is missing, when a break or ' +
    'another definition lies between them, or when neither direction is better. Unchanged when the difference is ' +
    'smaller than 2 % of the first value. Otherwise the wished direction of the indicator decides.',
} as const satisfies LocalText;

export const QUALITY_WARNING = {
  OUTLIER: word(
    'uitschieter',
    'valeur aberrante',
    'outlier',
    'It lies far from the earlier values of the same place, breakdown, series and definition.',
  ),
  UNIT_CHANGED: word(
    'andere eenheid',
    'autre unité',
    'unit changed',
    'Its unit is not that of the values before, or it looks as if given in thousands or hundredths.',
  ),
  SUM_DIFFERS: word(
    'som wijkt af',
    'somme différente',
    'sum differs',
    'The parts of a breakdown that does not overlap do not add up to the total.',
  ),
  STALE: word('verouderd', 'dépassé', 'stale', 'Its period ended long before it was published.'),
  DUPLICATE: word('dubbel', 'doublon', 'duplicate', 'The same figure stands there already.'),
  OUTSIDE_PERCENTAGES: word(
    'geen percentage',
    'hors pourcentage',
    'outside percentages',
    'A percentage below 0 or above 100.',
  ),
  DEFINITION_CHANGED: word(
    'andere definitie dan voordien',
    'autre définition qu’avant',
    'other definition than before',
    'The value of the period before was measured under another definition: the two do not compare.',
  ),
} as const satisfies WordList;
export type QualityWarningCode = WordOf<typeof QUALITY_WARNING>;

/** By what the checks at entry go, as it is published: the numbers are those of `quality/checks.ts`. */
export const QUALITY_RULE = {
  nl:
    'Uitschieter: er zijn minstens vijf vroegere waarden sinds de laatste breuk, en de waarde ligt verder van hun mediaan ' +
    'dan vijf keer de mediane absolute afwijking maal 1,4826, met minstens 5 % van de mediaan als afwijking. Bij ' +
    'cumulatieve indicatoren gaat het om de groei per periode. Verouderd: de periode eindigde meer dan drie jaar voor de ' +
    'publicatie (maandcijfers een half jaar, kwartaalcijfers een jaar, driejaarlijkse zes jaar). De som van delen wordt ' +
    'vergeleken met het totaal voor aantallen en bedragen, niet voor groepen die elkaar overlappen. Een waarschuwing is een ' +
    'vraag, geen weigering.',
  fr:
    'Valeur aberrante : au moins cinq valeurs antérieures depuis la dernière rupture, et la valeur s’écarte de leur médiane ' +
    'de plus de cinq fois l’écart absolu médian multiplié par 1,4826, avec un écart d’au moins 5 % de la médiane. Pour les ' +
    'indicateurs cumulatifs, il s’agit de la croissance par période. Dépassé : la période s’est terminée plus de trois ans ' +
    'avant la publication (données mensuelles six mois, trimestrielles un an, triennales six ans). La somme des parties est ' +
    'comparée au total pour les nombres et les montants, pas pour les groupes qui se recoupent. Un avertissement est une ' +
    'question, pas un refus.',
  en:
    'Outlier: there are at least five earlier values since the last break, and the value lies further from their median ' +
    'than five times the median absolute deviation times 1.4826, a deviation that is taken as at least 5 % of the median. ' +
    'For cumulative indicators the growth per period is judged. Stale: the period ended more than three years before the ' +
    'publication (monthly figures half a year, quarterly ones a year, three-yearly ones six years). The sum of parts is ' +
    'compared with the total for numbers and amounts, not for groups that overlap. A warning is a question, not a refusal.',
} as const satisfies LocalText;

/** How the members of a comparison group were chosen. */
export const COMPARISON_RULE = {
  LISTED: word('opgesomd', 'énumérés', 'listed', 'Somebody named the places.'),
  SIMILAR: word(
    'gelijkend',
    'semblables',
    'similar',
    'Municipalities whose figure of another indicator is close to that of one place.',
  ),
} as const satisfies WordList;
export type ComparisonRule = WordOf<typeof COMPARISON_RULE>;

export const TRACE_STATE = {
  TRACED: word('herleid', 'retracé', 'traced', 'An observation stands behind the number.'),
  UNTRACEABLE: word(
    'niet te herleiden',
    'non retraçable',
    'untraceable',
    'Somebody looked, and no observation stands behind the number; the reason is given.',
  ),
  OPEN: word('nog niet opgezocht', 'pas encore vérifié', 'not looked up yet', 'Nobody looked yet.'),
} as const satisfies WordList;
export type TraceState = WordOf<typeof TRACE_STATE>;

/** What a difference of differences is not, as it is published beside each. */
export const DIFFERENCE_CAVEAT = {
  nl:
    'Dit is het verschil tussen twee veranderingen, niet het effect van het plan. Het zou dat alleen zijn als beide ' +
    'plaatsen zonder het plan dezelfde weg waren gegaan, en dat weet niemand. Andere oorzaken, kleine aantallen en een ' +
    'andere samenstelling van de bevolking spelen mee.',
  fr:
    'Ceci est la différence entre deux évolutions, et non l’effet du plan. Elle ne le serait que si les deux lieux avaient ' +
    'suivi le même chemin sans le plan, ce que personne ne sait. D’autres causes, de petits nombres et une autre composition ' +
    'de la population jouent aussi.',
  en:
    'This is the difference between two changes, not the effect of the plan. It would be that only if both places had gone ' +
    'the same way without the plan, which nobody knows. Other causes, small numbers and another make-up of the population ' +
    'play a part.',
  de:
    'Dies ist der Unterschied zwischen zwei Veränderungen, nicht die Wirkung des Plans. Das wäre er nur, wenn beide Orte ' +
    'ohne den Plan denselben Weg gegangen wären, und das weiß niemand. Andere Ursachen, kleine Zahlen und eine andere ' +
    'Zusammensetzung der Bevölkerung spielen mit.',
} as const satisfies LocalText;

export const RELEASE_LEVEL = {
  PARTNER: word(
    'partners en evaluatoren',
    'partenaires et évaluateurs',
    'partners and evaluators',
    'Partners, associations, reviewers and evaluators of the programme: cells under 5 are withheld.',
  ),
  PUBLIC: word('publiek', 'public', 'public', 'Everybody: cells under 10 are withheld.'),
} as const satisfies WordList;

/** Whether what a benchmark takes is there in the own city. */
export const KEY_FACTOR_STATE = {
  MET: word('vervuld', 'remplie', 'met', 'The city has what it takes.'),
  PARTLY_MET: word('deels vervuld', 'en partie remplie', 'partly met', 'It is there in part, or for some.'),
  NOT_MET: word('niet vervuld', 'non remplie', 'not met', 'It is not there.'),
  NOT_ASSESSED: word('niet beoordeeld', 'pas évaluée', 'not assessed', 'Nobody judged it yet.'),
} as const satisfies WordList;
export type KeyFactorState = WordOf<typeof KEY_FACTOR_STATE>;
