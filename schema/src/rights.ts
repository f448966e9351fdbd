import type { Role } from './roles.ts';
import type { Viewer } from './viewer.ts';
import type { WordList, WordOf } from './words/word-list.ts';

/** What a programme holds, by who may read it. */
export const DATA_KIND = {
  PLAN: {
    nl: 'plan',
    fr: 'plan',
    en: 'plan',
    about: 'Programme, domains, blocks, actions with their partners, status and progress, lineage, sources.',
  },
  MONEY: {
    nl: 'middelen',
    fr: 'moyens',
    en: 'money',
    about: 'Agreements that were signed, budget lines, payments and every sum of them.',
  },
  TESTS: {
    nl: 'armoedetoetsen',
    fr: 'tests de pauvreté',
    en: 'poverty tests',
    about: 'Poverty tests with their advice, recommendations and what became of them.',
  },
  FIGURES: {
    nl: 'cijfers',
    fr: 'chiffres',
    en: 'figures',
    about: 'Indicators, observations, targets and comparisons, as far as releases tell them.',
  },
  PEOPLE: {
    nl: 'mensen',
    fr: 'personnes',
    en: 'people',
    about: 'Numbers of people beside the indicators, of which no release decides, and evaluations.',
  },
  DRAFTS: {
    nl: 'ontwerpen',
    fr: 'projets',
    en: 'drafts',
    about:
      'What is not decided yet: agreements in draft (with MONEY), the content of tests under way (with TESTS).',
  },
  INTERNAL: {
    nl: 'intern',
    fr: 'interne',
    en: 'internal',
    about: 'Remarks, dialogue sessions and the attention list: for those who steer the programme.',
  },
} as const satisfies WordList;
export type DataKind = WordOf<typeof DATA_KIND>;

/** What can be published. Of figures everybody reads what a release tells the public; what is internal stays so. */
export const PUBLISHABLE = ['PLAN', 'MONEY', 'TESTS', 'FIGURES'] as const satisfies readonly DataKind[];
export type Publishable = (typeof PUBLISHABLE)[number];

/**
 * What a role reads of its programme, beside what is published. Partners and associations also read what is their
 * own organisations'. An administrator keeps the hub and needs no money or tests for it.
 */
export const ROLE_READS: Readonly<Record<Role, readonly DataKind[]>> = {
  PUBLIC: [],
  PARTNER: ['PLAN'],
  ASSOCIATION: ['PLAN'],
  COORDINATOR: ['PLAN', 'MONEY', 'TESTS', 'FIGURES', 'PEOPLE', 'DRAFTS', 'INTERNAL'],
  DIRECTOR: ['PLAN', 'MONEY', 'TESTS', 'FIGURES', 'PEOPLE', 'DRAFTS', 'INTERNAL'],
  REVIEWER: ['PLAN', 'TESTS', 'FIGURES', 'PEOPLE', 'DRAFTS'],
  SECRETARY: ['PLAN', 'TESTS', 'DRAFTS'],
  EVALUATOR: ['PLAN', 'MONEY', 'TESTS', 'FIGURES', 'PEOPLE'],
  ADMINISTRATOR: ['PLAN'],
};

/** Programmes by id, or every programme. */
export type Programmes = '*' | ReadonlySet<string>;

/** The programmes of which a viewer reads a kind of data, by role or because it is published. */
export function readableProgrammes({ roles, published }: Viewer, kind: DataKind): Programmes {
  const byRole = roles
    .filter(({ role }) => ROLE_READS[role].includes(kind))
    .map(({ programme }) => programme);
  if (byRole.includes('*')) return '*';
  const open = published.filter((one) => one.kind === kind).map(({ programme }) => programme);
  return new Set([...byRole, ...open]);
}

/** Whether a viewer reads a kind of data of a programme. */
export function mayRead(viewer: Viewer, kind: DataKind, programme: string): boolean {
  const programmes = readableProgrammes(viewer, kind);
  return programmes === '*' || programmes.has(programme);
}

/** The programmes that a viewer directs, in which it gives roles and publishes. */
export function directedProgrammes({ roles }: Viewer): Programmes {
  const directed = roles.filter(({ role }) => role === 'DIRECTOR').map(({ programme }) => programme);
  return directed.includes('*') ? '*' : new Set(directed);
}

/** The organisations for which a viewer speaks in some programme. */
export function ownOrganisations({ roles }: Viewer): readonly string[] {
  return [...new Set(roles.flatMap(({ organisation }) => organisation ?? []))];
}

/** The programmes that a viewer keeps as an administrator: of all of them also what belongs to none. */
export function administeredProgrammes({ roles }: Viewer): Programmes {
  const programmes = roles.filter(({ role }) => role === 'ADMINISTRATOR').map(({ programme }) => programme);
  return programmes.includes('*') ? '*' : new Set(programmes);
}

/** Whether a viewer holds one of these roles in a programme, or in every programme. */
export function holdsRole({ roles }: Viewer, wanted: readonly Role[], programme: string): boolean {
  return roles.some(
    (held) => wanted.includes(held.role) && (held.programme === '*' || held.programme === programme),
  );
}

/** Whether a viewer steers a domain of a programme: its director, or a coordinator of the domain or of all domains. */
export function steersDomain({ roles }: Viewer, programme: string, domain: string): boolean {
  return roles.some(
    (held) =>
      (held.programme === '*' || held.programme === programme) &&
      (held.role === 'DIRECTOR' ||
        (held.role === 'COORDINATOR' && (held.domain === undefined || held.domain === domain))),
  );
}

/** The roles of a viewer as row-level security knows them: `DIRECTOR@<id of the programme>`, or `@*` for every one. */
export function heldRoles({ roles }: Viewer): readonly string[] {
  return [...new Set(roles.map(({ role, programme }) => `${role}@${programme}`))];
}

/** Where a viewer speaks for whom, as `organisation@programme`, or `organisation@*` for every programme. */
export function spokenFor({ roles }: Viewer): readonly string[] {
  return [
    ...new Set(
      roles.flatMap(({ organisation, programme }) =>
        organisation === undefined ? [] : [`${organisation}@${programme}`],
      ),
    ),
  ];
}
