import type { WordList, WordOf } from './word-list.ts';

const word = (nl: string, fr: string, en: string, about: string) => ({ nl, fr, en, about });

export const PERIOD_STATE = {
  OPEN: word('open', 'ouverte', 'open', 'Organisations report; the day due has not come.'),
  DUE: word('te rapporteren', 'échue', 'due', 'The day due has come; reports are still taken.'),
  CLOSED: word('afgesloten', 'close', 'closed', 'No more reports; what was submitted is still decided on.'),
  LOCKED: word('vergrendeld', 'verrouillée', 'locked', 'Final: nothing of it changes any more.'),
} as const satisfies WordList;
export type PeriodState = WordOf<typeof PERIOD_STATE>;

export const PROGRESS_STATE = {
  DRAFT: word('ontwerp', 'brouillon', 'draft', 'Being written; the own of the organisation.'),
  SUBMITTED: word('ingediend', 'soumis', 'submitted', 'Waits for approval.'),
  RETURNED: word('teruggestuurd', 'renvoyé', 'returned', 'Sent back with a remark, to be improved.'),
  APPROVED: word('goedgekeurd', 'approuvé', 'approved', 'Approved by all who must; part of the plan.'),
} as const satisfies WordList;
export type ProgressState = WordOf<typeof PROGRESS_STATE>;

export const COMPLETION_METHOD = {
  MILESTONES: word('mijlpalen', 'jalons', 'milestones', 'Milestones reached out of those set.'),
  SESSIONS: word('sessies', 'séances', 'sessions', 'Sessions held out of those planned.'),
  UNITS: word('eenheden', 'unités', 'units', 'Places, meals or other units delivered out of those promised.'),
  JUDGEMENT: word(
    'inschatting',
    'estimation',
    'judgement',
    'The judgement of the organisation that reports.',
  ),
} as const satisfies WordList;
export type CompletionMethod = WordOf<typeof COMPLETION_METHOD>;

export const REACH_BASIS = {
  UNIQUE: word('unieke personen', 'personnes uniques', 'unique persons', 'Each person counts once.'),
  COUNTED: word(
    'getelde deelnames',
    'participations comptées',
    'counted attendances',
    'Whoever came twice may count twice.',
  ),
} as const satisfies WordList;
export type ReachBasis = WordOf<typeof REACH_BASIS>;

export const EVIDENCE_CATEGORY = {
  REPORT: word('verslag', 'rapport', 'report', 'A report or evaluation.'),
  DECISION: word('beslissing', 'décision', 'decision', 'A decision of a council or board.'),
  DATA: word('gegevens', 'données', 'data', 'Figures or a data set.'),
  PRESS: word('pers', 'presse', 'press', 'An article or broadcast.'),
  PHOTO: word('beeld', 'image', 'image', 'A photograph or film.'),
  WEBSITE: word('website', 'site web', 'website', 'A page that tells of the action.'),
  OTHER: word('ander', 'autre', 'other', 'Something else.'),
} as const satisfies WordList;
export type EvidenceCategory = WordOf<typeof EVIDENCE_CATEGORY>;

export const APPROVER = {
  COORDINATOR: word(
    'domeincoördinator',
    'coordinateur du domaine',
    'domain coordinator',
    'Who steers the domain.',
  ),
  DIRECTOR: word(
    'programmadirecteur',
    'directeur du programme',
    'programme director',
    'Who directs the programme.',
  ),
} as const satisfies WordList;
export type Approver = WordOf<typeof APPROVER>;

export const APPROVAL_RULE = {
  EITHER: word(
    'coördinator of directeur',
    'coordinateur ou directeur',
    'coordinator or director',
    'One of the two approves.',
  ),
  COORDINATOR: word(
    'coördinator',
    'coordinateur',
    'coordinator',
    'The coordinator of the domain must approve.',
  ),
  DIRECTOR: word('directeur', 'directeur', 'director', 'The director of the programme must approve.'),
  BOTH: word(
    'coördinator en directeur',
    'coordinateur et directeur',
    'coordinator and director',
    'Both approve, in any order, and not the same person twice.',
  ),
} as const satisfies WordList;
export type ApprovalRule = WordOf<typeof APPROVAL_RULE>;

export const WORK_KIND = {
  REPORT: word('te rapporteren', 'à rapporter', 'to report', 'Nothing was written yet.'),
  FINISH: word('af te werken', 'à terminer', 'to finish', 'A draft waits to be submitted.'),
  IMPROVE: word('te verbeteren', 'à améliorer', 'to improve', 'It was returned with a remark.'),
  APPROVE: word(
    'goed te keuren',
    'à approuver',
    'to approve',
    'It was submitted and waits for your decision.',
  ),
  FOLLOW_UP: word('op te volgen', 'à suivre', 'to follow up', 'Somebody flagged it for you to look into.'),
} as const satisfies WordList;
export type WorkKind = WordOf<typeof WORK_KIND>;

export const REMINDER_STEP = {
  DAYS_21: word(
    '21 dagen vooraf',
    '21 jours avant',
    '21 days before',
    'Three weeks or less before the day due.',
  ),
  DAYS_14: word(
    '14 dagen vooraf',
    '14 jours avant',
    '14 days before',
    'Two weeks or less before the day due.',
  ),
  DAYS_7: word('7 dagen vooraf', '7 jours avant', '7 days before', 'One week or less before the day due.'),
  OVERDUE: word('te laat', 'en retard', 'overdue', 'The day due is over.'),
} as const satisfies WordList;
export type ReminderStep = WordOf<typeof REMINDER_STEP>;

export const UPDATE_IMPORT_STATE = {
  QUEUED: word('in de wachtrij', 'en attente', 'queued', 'Waits for its turn.'),
  RUNNING: word('bezig', 'en cours', 'running', 'Its rows are being carried out.'),
  DONE: word('klaar', 'terminé', 'done', 'Every row was looked at; see what became of each.'),
  FAILED: word('mislukt', 'échoué', 'failed', 'It was given up; what was done before stays.'),
} as const satisfies WordList;
export type UpdateImportState = WordOf<typeof UPDATE_IMPORT_STATE>;

export const IMPORT_OUTCOME = {
  CREATED: word('aangemaakt', 'créé', 'created', 'A draft was made.'),
  CHANGED: word('gewijzigd', 'modifié', 'changed', 'A draft was changed.'),
  SUBMITTED: word('ingediend', 'soumis', 'submitted', 'It was saved where it differed, and submitted.'),
  UNCHANGED: word('ongewijzigd', 'inchangé', 'unchanged', 'It says what was there already.'),
  REFUSED: word('geweigerd', 'refusé', 'refused', 'Nothing of it was done; its problems say why.'),
} as const satisfies WordList;
export type ImportOutcome = WordOf<typeof IMPORT_OUTCOME>;

export const REPORTED_FIELD = {
  STATUS: word('status', 'statut', 'status', 'How the action stands, as reported.'),
  COMPLETION: word('voortgang', 'avancement', 'completion', 'How much is done, and how that was found.'),
  NARRATIVE: word('verhaal', 'récit', 'narrative', 'What was done, in words.'),
  PEOPLE_REACHED: word(
    'bereikte mensen',
    'personnes touchées',
    'people reached',
    'How many people were reached.',
  ),
  OBSTACLES: word('hinderpalen', 'obstacles', 'obstacles', 'What stands in the way.'),
  EVIDENCE: word('bewijsstukken', 'pièces', 'evidence', 'Files and links that show what is reported.'),
} as const satisfies WordList;
export type ReportedField = WordOf<typeof REPORTED_FIELD>;
