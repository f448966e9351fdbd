import type { DemoPersona } from '../src/index.ts';

export const PERSONAS: readonly DemoPersona[] = [
  {
    id: 'director',
    name: 'Ann Peeters',
    title: { nl: 'Programmaregisseur', fr: 'Directrice de programme', en: 'Programme director' },
    about: { nl: 'Leidt <het> plan.', fr: 'Dirige le plan.', en: 'Directs the plan.' },
    roles: [{ role: 'DIRECTOR', programme: 'even', enterpriseNumber: null }],
  },
  {
    id: 'partner',
    name: 'Bo Maes',
    title: { nl: 'Partner', fr: 'Partenaire', en: 'Partner' },
    about: { nl: 'Voert acties uit.', fr: 'Réalise des actions.', en: 'Carries out actions.' },
    roles: [{ role: 'PARTNER', programme: 'even', enterpriseNumber: '1990001025' }],
  },
];
