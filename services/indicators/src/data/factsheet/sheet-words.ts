import {
  INDICATOR_UNIT,
  type IndicatorUnit,
  type Language,
  MISSING_REASON,
  type MissingReason,
} from '@kapstok/schema';

type Text = Readonly<Record<Language, string>>;

/** What the page of a fact sheet says. */
export const SHEET_WORDS = {
  heading: { nl: 'Feitenfiche', fr: 'Fiche communale', en: 'Fact sheet', de: 'Datenblatt' },
  none: {
    nl: 'Voor deze plaats en dit jaar zijn er geen cijfers die u mag lezen.',
    fr: 'Pour ce lieu et cette année, il n’y a pas de chiffres que vous puissiez lire.',
    en: 'For this place and year there are no figures that you may read.',
    de: 'Für diesen Ort und dieses Jahr gibt es keine Zahlen, die Sie lesen dürfen.',
  },
  totals: { nl: 'Kerncijfers', fr: 'Chiffres clés', en: 'Key figures', de: 'Kennzahlen' },
  groups: { nl: 'Naar groep', fr: 'Par groupe', en: 'By group', de: 'Nach Gruppe' },
  indicator: { nl: 'Indicator', fr: 'Indicateur', en: 'Indicator', de: 'Indikator' },
  group: { nl: 'Groep', fr: 'Groupe', en: 'Group', de: 'Gruppe' },
  figure: { nl: 'Cijfer', fr: 'Chiffre', en: 'Figure', de: 'Zahl' },
  growth: {
    nl: 'Groei in een jaar',
    fr: 'Évolution en un an',
    en: 'Growth in a year',
    de: 'Wachstum in einem Jahr',
  },
  province: { nl: 'Provincie', fr: 'Province', en: 'Province', de: 'Provinz' },
  toProvince: {
    nl: 'Verhouding tot de provincie',
    fr: 'Rapport à la province',
    en: 'Ratio to the province',
    de: 'Verhältnis zur Provinz',
  },
  peers: {
    nl: 'Vergelijkbare plaatsen (mediaan)',
    fr: 'Lieux comparables (médiane)',
    en: 'Peers (median)',
    de: 'Vergleichbare Orte (Median)',
  },
  rank: { nl: 'Rang', fr: 'Rang', en: 'Rank', de: 'Rang' },
  toTotal: {
    nl: 'Verhouding tot het totaal',
    fr: 'Rapport au total',
    en: 'Ratio to the total',
    de: 'Verhältnis zum Gesamten',
  },
  groupRank: {
    nl: 'Rang onder de groepen',
    fr: 'Rang parmi les groupes',
    en: 'Rank among groups',
    de: 'Rang unter den Gruppen',
  },
  of: { nl: 'van', fr: 'sur', en: 'of', de: 'von' },
  sources: { nl: 'Bronnen', fr: 'Sources', en: 'Sources', de: 'Quellen' },
  about: {
    nl: 'Rang 1 heeft het hoogste cijfer. Groepen kunnen overlappen en hoeven samen geen 100 % te zijn. Groei wordt niet berekend over een breuk of een andere definitie heen. De cijfers zeggen niets over de oorzaak, en dus niets over het effect van lokaal beleid.',
    fr: 'Le rang 1 a le chiffre le plus élevé. Les groupes peuvent se recouper et ne totalisent pas forcément 100 %. L’évolution n’est pas calculée par-delà une rupture ou un changement de définition. Les chiffres ne disent rien de la cause, ni donc de l’effet de la politique locale.',
    en: 'Rank 1 has the highest figure. Groups can overlap and need not add up to 100 %. Growth is not worked out across a break or a change of definition. The figures say nothing of the cause, so nothing of the effect of local policy.',
    de: 'Rang 1 hat die höchste Zahl. Gruppen können sich überschneiden und müssen zusammen keine 100 % ergeben. Wachstum wird nicht über einen Bruch oder eine andere Definition hinweg berechnet. Die Zahlen sagen nichts über die Ursache, also nichts über die Wirkung örtlicher Politik.',
  },
  release: {
    nl: 'Stand van de gegevens',
    fr: 'État des données',
    en: 'State of the data',
    de: 'Stand der Daten',
  },
} as const satisfies Record<string, Text>;

const UNITS_IN_GERMAN: Readonly<Record<IndicatorUnit, string>> = {
  PERCENT: 'Prozent',
  PERSONS: 'Personen',
  HOUSEHOLDS: 'Haushalte',
  PLACES: 'Plätze',
  EURO: 'Euro',
  FTE: 'Vollzeitstellen',
  MEALS: 'Mahlzeiten',
  COUNT: 'Anzahl',
  RATIO: 'Verhältnis',
  THOUSAND_PERSONS: 'Tausend Personen',
};
const REASONS_IN_GERMAN: Readonly<Record<MissingReason, string>> = {
  NOT_PUBLISHED: 'nicht veröffentlicht',
  NOT_MEASURED: 'nicht gemessen',
  NOT_APPLICABLE: 'entfällt',
  LOST_IN_SOURCE: 'in der Quelle verloren',
  SUPPRESSED: 'geheim gehalten',
  DIVISION_BY_ZERO: 'Nenner ist null',
  BREAK_IN_SERIES: 'Bruch in der Reihe',
};

export const unitWord = (unit: IndicatorUnit, language: Language): string =>
  language === 'de' ? UNITS_IN_GERMAN[unit] : INDICATOR_UNIT[unit][language];

export const reasonWord = (reason: MissingReason, language: Language): string =>
  language === 'de' ? REASONS_IN_GERMAN[reason] : MISSING_REASON[reason][language];
