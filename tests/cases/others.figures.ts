import type { Figures } from './flat.ts';

const UNPUBLISHED = 'NOT_PUBLISHED';

/** The example of section 2.2: season tickets of the football club at the reduced tariff. */
export const UITPAS: Readonly<Record<string, Figures>> = {
  'UiTPAS: 20-40-40, and the public part in thirds': {
    'share CS-1': '1/5',
    'share CS-2': '2/5',
    'share CS-3': '2/5',
    'share CS-3A': '2/15',
    'share CS-3B': '4/15',
    'line BL-PUBLIEK': UNPUBLISHED,
  },
  'UiTPAS: what a ticket costs': {
    'observed PR-standing-vol': '119',
    'observed PR-standing-kans': '23.8',
    'observed PR-seat-vol': '159',
    'observed PR-seat-kans': '31.8',
    'observed DEEL-standing': '20',
    'observed DEEL-seat': '20',
    'observed KAARTEN': UNPUBLISHED,
  },
};

export const ROTTERDAM: Readonly<Record<string, Figures>> = {
  'N-09 the own organisation': { 'claim CL-ROTEB': '5100' },
  'N-11 social clause of 5 %': {
    'percent OB-5': '5',
    'due OB-5': UNPUBLISHED,
    'realised OB-5': UNPUBLISHED,
  },
  'N-12 roles of the city': {
    'role AG-5': 'CONTRACTOR',
    'role AG-KETEN': 'DIRECTOR',
    'role AG-ROTEB': 'PROVIDER',
  },
};
