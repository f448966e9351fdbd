import type { WordList, WordOf } from './word-list.ts';

export const MISSING_REASON = {
  NOT_PUBLISHED: {
    nl: 'niet gepubliceerd',
    fr: 'non publié',
    en: 'not published',
    about: 'The figure exists or may exist, but no source that we know gives it.',
  },
  NOT_MEASURED: { nl: 'niet gemeten', fr: 'non mesuré', en: 'not measured', about: 'Nobody measured it.' },
  NOT_APPLICABLE: {
    nl: 'niet van toepassing',
    fr: 'sans objet',
    en: 'not applicable',
    about: 'The figure has no meaning here.',
  },
  LOST_IN_SOURCE: {
    nl: 'weggevallen in de bron',
    fr: 'perdu dans la source',
    en: 'lost in the source',
    about: 'The source had the figure, but the copy that was read lacks it.',
  },
  SUPPRESSED: {
    nl: 'afgeschermd',
    fr: 'masqué',
    en: 'suppressed',
    about: 'Withheld so that nobody can be recognised.',
  },
  DIVISION_BY_ZERO: {
    nl: 'noemer is nul',
    fr: 'dénominateur nul',
    en: 'denominator is zero',
    about: 'A ratio whose denominator is zero.',
  },
  BREAK_IN_SERIES: {
    nl: 'breuk in de reeks',
    fr: 'rupture de série',
    en: 'break in series',
    about: 'The two ends cannot be compared: the way of measuring changed between them.',
  },
} as const satisfies WordList;
export type MissingReason = WordOf<typeof MISSING_REASON>;

/** The reasons a row of data can carry; the others only arise when something is computed or withheld. */
export const RECORDED_REASONS = [
  'NOT_PUBLISHED',
  'NOT_MEASURED',
  'NOT_APPLICABLE',
  'LOST_IN_SOURCE',
] as const;
export type RecordedReason = (typeof RECORDED_REASONS)[number];

export const DATE_PRECISION = {
  DAY: { nl: 'dag', fr: 'jour', en: 'day', about: 'The day is known.' },
  MONTH: {
    nl: 'maand',
    fr: 'mois',
    en: 'month',
    about: 'Only the month is known; the date given is its last day.',
  },
  YEAR: {
    nl: 'jaar',
    fr: 'année',
    en: 'year',
    about: 'Only the year is known; the date given is its last day.',
  },
} as const satisfies WordList;
export type DatePrecision = WordOf<typeof DATE_PRECISION>;

export const BASIS = {
  STATED: {
    nl: 'gesteld door een bron',
    fr: 'énoncé par une source',
    en: 'stated by a source',
    about: 'A source says so.',
  },
  DERIVED: {
    nl: 'afgeleid',
    fr: 'déduit',
    en: 'derived',
    about: 'No source says so: whoever entered it concluded it, and the reason is given.',
  },
} as const satisfies WordList;
export type Basis = WordOf<typeof BASIS>;

export const INVOLVEMENT_CHANNEL = {
  DIRECT: {
    nl: 'rechtstreeks',
    fr: 'directement',
    en: 'directly',
    about: 'People with experience of poverty took part themselves.',
  },
  INTERMEDIARY: {
    nl: 'via een organisatie',
    fr: 'par une organisation',
    en: 'through an organisation',
    about: 'An organisation spoke for people with experience of poverty.',
  },
} as const satisfies WordList;
export type InvolvementChannel = WordOf<typeof INVOLVEMENT_CHANNEL>;

/** What a free text may hold that is of one person; what passes a check comes first. */
export const PERSONAL_DATA_KIND = {
  NATIONAL_NUMBER: {
    nl: 'rijksregisternummer',
    fr: 'numéro de registre national',
    en: 'national number',
    about: 'A number of the Belgian national register or of the social security, with a check that fits.',
  },
  IBAN: {
    nl: 'rekeningnummer',
    fr: 'numéro de compte',
    en: 'bank account',
    about: 'An international bank account number with a check that fits.',
  },
  PHONE_NUMBER: {
    nl: 'telefoonnummer',
    fr: 'numéro de téléphone',
    en: 'phone number',
    about: 'What looks like a phone number, Belgian or with the code of a country.',
  },
  EMAIL_ADDRESS: {
    nl: 'e-mailadres',
    fr: 'adresse électronique',
    en: 'e-mail address',
    about: 'What looks like an e-mail address.',
  },
} as const satisfies WordList;
export type PersonalDataKind = WordOf<typeof PERSONAL_DATA_KIND>;
