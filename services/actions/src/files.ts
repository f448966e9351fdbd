import {
  type CsvFile,
  type CsvRow,
  code,
  date,
  decimal,
  figure,
  flag,
  inOrder,
  integer,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  slug,
  sourcesFile,
  text,
} from '@kapstok/kit';
import {
  ACTION_GOAL,
  ACTION_LEVEL,
  ACTION_STATUS,
  BASIS,
  CLAIM_QUALIFIER,
  CLAIM_SUBJECT,
  CROSSWALK_VOCABULARY,
  DIRECT_BENEFIT,
  INVOLVEMENT_CHANNEL,
  INVOLVEMENT_MOMENT,
  LANGUAGES,
  LINEAGE_KIND,
  PARTICIPATION_ROLE,
  PROGRAMME_STATUS,
  REALISATION,
} from '@kapstok/schema';

const count = integer({ from: 0, to: 100_000_000 });
const position = integer({ from: 1, to: 1000 });
const source = may(ref('sources.csv', ['source']), 'Where it comes from.');
const title = must(localized, 'Title, in the words of the city.');
const own = (table: string, name: string, about: string) =>
  ({ name, about, table, scope: 'programme', key: ['code'] }) as const;
const ownCode = must(code, 'Code, unique in this file.');
const ofAction = must(ref('actions.csv', ['action']), 'The action it belongs to.');

const programme: CsvFile = {
  name: 'programme.csv',
  about: 'The programme itself: exactly one row.',
  table: 'programme',
  scope: 'root',
  isRequired: true,
  key: ['slug'],
  columns: {
    slug: must(slug, 'Name of the programme in addresses; never changes.'),
    title,
    description: may(localized, 'What the programme is, in a few sentences.'),
    city: may(ref('places.csv', ['city_nis']), 'NIS code of the city, as in places.csv.'),
    starts_on: must(date, 'First day.'),
    ends_on: may(date, 'Last day; empty while none is set.'),
    status: must(oneOf(PROGRAMME_STATUS), 'How it stands.'),
    is_fictional: must(flag, 'Whether city and programme are made up.'),
    default_language: must(oneOf(LANGUAGES), 'Main language of the programme; give every text in it.'),
    predecessor: may(slug, 'Slug of the plan before this one.'),
    source,
  },
  rules: [
    inOrder('starts_on', 'ends_on'),
    (rows) =>
      rows
        .slice(1)
        .map((row) => ({ row, column: 'slug', message: 'is a second row; a folder is one programme' })),
  ],
};

const phases: CsvFile = {
  ...own('phase', 'phases.csv', 'The phases in which the plan is made and carried out.'),
  columns: {
    code: ownCode,
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What happens in it.'),
    starts_on: may(partialDate, 'Begin.'),
    ends_on: may(partialDate, 'End.'),
    source,
  },
  rules: [inOrder('starts_on', 'ends_on')],
};

const domains: CsvFile = {
  ...own('policy_domain', 'domains.csv', "The policy domains, in the city's own list and order."),
  isRequired: true,
  columns: {
    code: ownCode,
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What the domain is about.'),
    source,
  },
};

const blocks: CsvFile = {
  ...own('block', 'blocks.csv', 'Groups of actions inside a domain.'),
  columns: {
    code: ownCode,
    domain: must(ref('domains.csv', ['domain']), 'The domain it belongs to.'),
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What the block is about.'),
    source,
  },
};

const peopleGroups: CsvFile = {
  ...own('people_group', 'people-groups.csv', 'Groups of people that actions are meant for.'),
  columns: { code: ownCode, title },
};

const crosswalks: CsvFile = {
  ...own(
    'crosswalk',
    'crosswalks.csv',
    "Terms of other people's lists to which domains and actions are related.",
  ),
  columns: {
    code: ownCode,
    vocabulary: must(oneOf(CROSSWALK_VOCABULARY), 'Whose list.'),
    notation: must(text, 'Code or term in that list.'),
    title,
    uri: may(text, 'Web identifier of the term.'),
    source,
  },
};

const basis = must(oneOf(BASIS), 'Whether a source says so.');
const crosswalk = must(ref('crosswalks.csv', ['crosswalk']), 'The term.');

const domainCrosswalks: CsvFile = {
  name: 'domain-crosswalks.csv',
  about: 'Which terms of other lists a domain is related to.',
  table: 'domain_crosswalk',
  scope: 'programme',
  key: ['domain', 'crosswalk'],
  columns: { domain: must(ref('domains.csv', ['domain']), 'The domain.'), crosswalk, basis },
};

const dialogueSessions: CsvFile = {
  ...own(
    'dialogue_session',
    'dialogue-sessions.csv',
    'Meetings from which actions and changes came; numbers, no names.',
  ),
  columns: {
    code: ownCode,
    title,
    held_on: may(partialDate, 'When it was held.'),
    through: must(oneOf(INVOLVEMENT_CHANNEL), 'Who spoke.'),
    organisation: may(ref('organisations.csv', ['organisation']), 'Organisation that held it or spoke.'),
    head_count: may(count, 'How many people took part.'),
    note: may(text, 'Remark.'),
    source,
  },
};

const actions: CsvFile = {
  ...own('action', 'actions.csv', 'What the programme does.'),
  columns: {
    code: ownCode,
    domain: must(ref('domains.csv', ['domain']), 'The domain it belongs to.'),
    block: may(ref('blocks.csv', ['block']), 'The block inside that domain.'),
    parent: may(ref('actions.csv', ['parent']), 'The action of which it is a part.'),
    title,
    description: may(localized, 'What is done, for whom.'),
    goal: may(oneOf(ACTION_GOAL), 'Which of the two basic goals it serves.'),
    level: may(oneOf(ACTION_LEVEL), 'At which level it works.'),
    status: must(oneOf(ACTION_STATUS), 'How it stands.'),
    realisation: may(oneOf(REALISATION), 'What came of it; empty when no source says.'),
    planned_start: may(partialDate, 'Planned begin.'),
    planned_end: may(partialDate, 'Planned end.'),
    actual_start: may(partialDate, 'Actual begin.'),
    actual_end: may(partialDate, 'Actual end.'),
    benefits_directly: may(oneOf(DIRECT_BENEFIT), 'Does it benefit people in poverty directly?'),
    origin: may(ref('dialogue-sessions.csv', ['origin']), 'The session it came from.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    note: may(text, 'Remark.'),
    source,
  },
  rules: [inOrder('planned_start', 'planned_end'), inOrder('actual_start', 'actual_end'), partsDoNotCircle],
};

/** An action is not its own ancestor. */
function partsDoNotCircle(rows: readonly CsvRow[]) {
  const parentOf = new Map(rows.map(({ cells }) => [cells['code'] ?? '', cells['parent'] ?? '']));
  return rows.flatMap((row) => {
    const own = row.cells['code'] ?? '';
    const seen = new Set<string>();
    for (let at = parentOf.get(own) ?? ''; at !== '' && !seen.has(at); at = parentOf.get(at) ?? '')
      seen.add(at);
    return seen.has(own) ? [{ row, column: 'parent', message: 'makes the action a part of itself' }] : [];
  });
}

const actionCrosswalks: CsvFile = {
  name: 'action-crosswalks.csv',
  about: 'Which terms of other lists an action is related to.',
  table: 'action_crosswalk',
  scope: 'programme',
  key: ['action', 'crosswalk'],
  columns: { action: ofAction, crosswalk, basis },
};

const participations: CsvFile = {
  name: 'participations.csv',
  about: 'Which organisation takes part in which action, and how.',
  table: 'participation',
  scope: 'programme',
  key: ['action', 'organisation', 'role'],
  columns: {
    action: ofAction,
    organisation: must(ref('organisations.csv', ['organisation']), 'The organisation.'),
    role: must(oneOf(PARTICIPATION_ROLE), 'In which role.'),
    since: may(partialDate, 'From when.'),
    until: may(partialDate, 'Until when.'),
    is_synthetic: must(flag, 'Whether it is made up for demonstration.'),
    source,
  },
  rules: [inOrder('since', 'until')],
};

const userParticipations: CsvFile = {
  ...own(
    'user_participation',
    'user-participations.csv',
    'Where people with experience of poverty were heard; never names.',
  ),
  columns: {
    code: ownCode,
    action: may(ref('actions.csv', ['action']), 'The action; empty for the programme as a whole.'),
    moment: must(oneOf(INVOLVEMENT_MOMENT), 'When in the life of the plan or action.'),
    through: must(oneOf(INVOLVEMENT_CHANNEL), 'Who spoke.'),
    organisation: may(ref('organisations.csv', ['organisation']), 'Organisation that spoke or held it.'),
    head_count: must(figure(count), 'How many people took part.'),
    note: may(localized, 'What was discussed.'),
    source,
  },
};

const targetGroups: CsvFile = {
  name: 'target-groups.csv',
  about: 'Whom an action is meant for.',
  table: 'target_group',
  scope: 'programme',
  key: ['action', 'people_group'],
  columns: {
    action: ofAction,
    people_group: must(ref('people-groups.csv', ['people_group']), 'The group.'),
    person_count: must(figure(count), 'How many persons or families the action is meant to reach.'),
    source,
  },
};

const actionPlaces: CsvFile = {
  name: 'action-places.csv',
  about: 'Where an action takes place.',
  table: 'action_place',
  scope: 'programme',
  key: ['action', 'place'],
  columns: { action: ofAction, place: must(ref('places.csv', ['place']), 'NIS code, as in places.csv.') },
};

const milestones: CsvFile = {
  ...own('milestone', 'milestones.csv', 'Points that an action should reach.'),
  columns: {
    code: ownCode,
    action: ofAction,
    title,
    planned_on: may(partialDate, 'Planned for.'),
    actual_on: may(partialDate, 'Reached on.'),
    source,
  },
};

const deliveries: CsvFile = {
  ...own('delivery', 'deliveries.csv', 'Sessions that an action holds, by a recurrence rule.'),
  columns: {
    code: ownCode,
    action: ofAction,
    title,
    place: may(text, 'Where, in words.'),
    recurrence: may(text, 'When, as an RFC 5545 recurrence rule such as FREQ=WEEKLY;BYDAY=FR.'),
    starts_on: may(date, 'First day of the rule.'),
    ends_on: may(date, 'Last day of the rule.'),
    planned_count: may(count, 'Sessions planned.'),
    held_count: must(figure(count), 'Sessions held.'),
    note: may(text, 'Remark.'),
    source,
  },
  rules: [inOrder('starts_on', 'ends_on')],
};

const statusChanges: CsvFile = {
  ...own('status_change', 'status-changes.csv', 'When the status of an action changed.'),
  columns: {
    code: ownCode,
    action: ofAction,
    changed_on: must(partialDate, 'When.'),
    from_status: may(oneOf(ACTION_STATUS), 'Status before.'),
    to_status: must(oneOf(ACTION_STATUS), 'Status after.'),
    note: may(text, 'Remark.'),
    source,
  },
};

const adjustments: CsvFile = {
  ...own('adjustment', 'adjustments.csv', 'What was changed in an action, and why.'),
  columns: {
    code: ownCode,
    action: ofAction,
    adjusted_on: must(partialDate, 'When.'),
    change: must(localized, 'What was changed.'),
    reason: must(localized, 'Why.'),
    session: may(ref('dialogue-sessions.csv', ['session']), 'The session that asked for it.'),
    source,
  },
};

const lineage: CsvFile = {
  ...own(
    'lineage_link',
    'lineage.csv',
    'What became of the actions of an earlier plan. Kept with the later plan.',
  ),
  columns: {
    code: ownCode,
    kind: must(oneOf(LINEAGE_KIND), 'What became of it.'),
    from_programme: must(slug, 'Slug of the earlier plan.'),
    from_action: must(code, 'Code of the action there.'),
    to_action: may(ref('actions.csv', ['to_action']), 'Code of the action here; empty only for DROPS.'),
    basis,
    reason: may(localized, 'What the link rests on; must be given when no source states it.'),
    source,
  },
  rules: [
    (rows) =>
      rows
        .filter(({ cells }) => (cells['kind'] === 'DROPS') !== (cells['to_action'] === ''))
        .map((row) => ({
          row,
          column: 'to_action',
          message: 'is filled for every kind but DROPS, and empty for DROPS',
        })),
    (rows) =>
      rows
        .filter(({ cells }) => cells['basis'] === 'DERIVED' && !LANGUAGES.some((l) => cells[`reason_${l}`]))
        .map((row) => ({
          row,
          column: 'reason_nl',
          message: 'is empty; a derived link says what it rests on',
        })),
  ],
};

const claims: CsvFile = {
  ...own(
    'claim',
    'claims.csv',
    'Figures that somebody published about the programme, kept beside what is counted.',
  ),
  columns: {
    code: ownCode,
    subject: must(oneOf(CLAIM_SUBJECT), 'What it is about.'),
    title: must(localized, 'The claim in a sentence.'),
    value: must(figure(decimal), 'The number claimed.'),
    qualifier: must(oneOf(CLAIM_QUALIFIER), 'How exact it was meant.'),
    unit: must(text, 'What is counted, such as actions, EUR, persons, percent.'),
    action: may(ref('actions.csv', ['action']), 'The action it is about.'),
    domain: may(ref('domains.csv', ['domain']), 'The domain it is about.'),
    claimed_by: may(text, 'Who said so.'),
    claimed_on: may(partialDate, 'When.'),
    is_derived: must(flag, 'Whether it was computed from other claims rather than said.'),
    note: may(text, 'Remark.'),
    source,
  },
};

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [
  programme,
  sourcesFile,
  phases,
  domains,
  blocks,
  peopleGroups,
  crosswalks,
  domainCrosswalks,
  dialogueSessions,
  actions,
  actionCrosswalks,
  participations,
  userParticipations,
  targetGroups,
  actionPlaces,
  milestones,
  deliveries,
  statusChanges,
  adjustments,
  lineage,
  claims,
];
