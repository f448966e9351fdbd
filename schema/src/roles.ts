import type { WordList, WordOf } from './words/word-list.ts';

export const ROLE = {
  PUBLIC: { nl: 'publiek', fr: 'public', en: 'public', about: 'Anyone, without sign-in.' },
  PARTNER: { nl: 'partner', fr: 'partenaire', en: 'partner', about: 'Reports for its own organisations.' },
  ASSOCIATION: {
    nl: 'vereniging',
    fr: 'association',
    en: 'association',
    about: 'Contributes experience and proposes initiatives.',
  },
  COORDINATOR: {
    nl: 'domeincoördinator',
    fr: 'coordinateur de domaine',
    en: 'domain coordinator',
    about: 'Coordinates its own policy domains.',
  },
  DIRECTOR: {
    nl: 'programmaregisseur',
    fr: 'directeur de programme',
    en: 'programme director',
    about: 'Directs a programme.',
  },
  REVIEWER: { nl: 'toetser', fr: 'évaluateur d’impact', en: 'reviewer', about: 'Carries out poverty tests.' },
  SECRETARY: {
    nl: 'secretaris',
    fr: 'secrétaire',
    en: 'secretary',
    about: 'Records what the deciding body decided.',
  },
  EVALUATOR: {
    nl: 'evaluator',
    fr: 'chargé d’évaluation',
    en: 'evaluator',
    about: 'Reads figures and exports them.',
  },
  ADMINISTRATOR: {
    nl: 'beheerder',
    fr: 'administrateur',
    en: 'administrator',
    about: 'Keeps the hub: accounts, settings, imports.',
  },
} as const satisfies WordList;
export type Role = WordOf<typeof ROLE>;
