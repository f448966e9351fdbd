import type { WordList, WordOf } from './word-list.ts';

const word = (nl: string, fr: string, en: string, about: string) => ({ nl, fr, en, about });

export const ORGANISATION_KIND = {
  LOCAL_GOVERNMENT: word(
    'lokaal bestuur',
    'administration locale',
    'local government',
    'City, public welfare centre or another local authority (IATI type 11).',
  ),
  GOVERNMENT: word(
    'overheid',
    'administration',
    'government',
    'Regional, federal or another government (IATI type 10).',
  ),
  OTHER_PUBLIC: word(
    'andere publieke instelling',
    'autre organisme public',
    'other public body',
    'A public body that is no government (IATI type 15).',
  ),
  NATIONAL_NGO: word(
    'nationale vereniging',
    'association nationale',
    'national association',
    'An association that works in the whole country (IATI type 22).',
  ),
  REGIONAL_NGO: word(
    'regionale of lokale vereniging',
    'association régionale ou locale',
    'regional or local association',
    'An association that works in a region or city (IATI type 23).',
  ),
  FOUNDATION: word('stichting', 'fondation', 'foundation', 'A foundation (IATI type 60).'),
  PRIVATE: word('privaat', 'privé', 'private', 'An enterprise, cooperative ones included (IATI type 70).'),
  ACADEMIC: word(
    'academisch',
    'académique',
    'academic',
    'A university, college or institute (IATI type 80).',
  ),
  OTHER: word('andere', 'autre', 'other', 'Something else, or not known (IATI type 90).'),
} as const satisfies WordList;
export type OrganisationKind = WordOf<typeof ORGANISATION_KIND>;

export const ORGANISATION_CHANGE = {
  MERGED: word('opgegaan in', 'fusionnée', 'merged', 'The earlier organisation went up in the later one.'),
  SPLIT: word(
    'afgesplitst',
    'scindée',
    'split',
    'The later organisation was split off from the earlier one.',
  ),
  RENAMED: word('hernoemd', 'renommée', 'renamed', 'The same organisation goes on under another name.'),
} as const satisfies WordList;
export type OrganisationChange = WordOf<typeof ORGANISATION_CHANGE>;

export const AGREEMENT_KIND = {
  CONTRACT: word('contract', 'contrat', 'contract', 'Work or services against payment (IATI category A11).'),
  MEMORANDUM: word(
    'raamakkoord',
    'accord-cadre',
    'memorandum',
    'A framework or declaration of intent (IATI category A09).',
  ),
  SUBSIDY: word('subsidie', 'subvention', 'subsidy', 'Money given for a purpose, not in return for work.'),
  COST_SHARING: word(
    'kostendeling',
    'partage des coûts',
    'cost sharing',
    'A rule that says who bears which share of a cost.',
  ),
} as const satisfies WordList;
export type AgreementKind = WordOf<typeof AGREEMENT_KIND>;

export const AGREEMENT_STATUS = {
  DRAFT: word('ontwerp', 'projet', 'draft', 'Being negotiated; binds nobody.'),
  SIGNED: word('ondertekend', 'signée', 'signed', 'Signed; its term has not begun.'),
  IN_FORCE: word('van kracht', 'en vigueur', 'in force', 'Its term runs.'),
  ENDED: word('beëindigd', 'arrivée à terme', 'ended', 'Its term is over.'),
  TERMINATED: word('opgezegd', 'résiliée', 'terminated', 'Broken off before the end of its term.'),
} as const satisfies WordList;
export type AgreementStatus = WordOf<typeof AGREEMENT_STATUS>;

export const AGREEMENT_ROLE = {
  COMMISSIONER: word(
    'opdrachtgever',
    'commanditaire',
    'commissioner',
    'Asks for the work and answers for it.',
  ),
  FUNDER: word('financier', 'financeur', 'funder', 'Gives money.'),
  CONTRACTOR: word('opdrachtnemer', 'prestataire', 'contractor', 'Does the work against payment.'),
  IMPLEMENTER: word('uitvoerder', 'exécutant', 'implementer', 'Carries out what was agreed.'),
  BENEFICIARY: word('begunstigde', 'bénéficiaire', 'beneficiary', 'Receives the subsidy or support.'),
} as const satisfies WordList;
export type AgreementRole = WordOf<typeof AGREEMENT_ROLE>;

export const OBLIGATION_KIND = {
  PLACES: word('plaatsen', 'places', 'places', 'Places to offer, such as places of work.'),
  SOCIAL_RETURN: word(
    'sociaal rendement',
    'retour social',
    'social return',
    'A part of the value to be spent on work for people far from the labour market.',
  ),
  PERSONS: word('personen', 'personnes', 'persons', 'Persons or families to reach or guide.'),
  FTE: word('voltijdse equivalenten', 'équivalents temps plein', 'full-time equivalents', 'Staff to employ.'),
  MEALS: word('maaltijden', 'repas', 'meals', 'Meals to serve.'),
  OTHER: word('andere', 'autre', 'other', 'Something else; the title says what.'),
} as const satisfies WordList;
export type ObligationKind = WordOf<typeof OBLIGATION_KIND>;

export const BUDGET_LINE_KIND = {
  COST: word('kost', 'coût', 'cost', 'Money that goes out, or the worth of what is given in kind.'),
  REVENUE: word('opbrengst', 'recette', 'revenue', 'Money that comes in to pay for the costs.'),
} as const satisfies WordList;
export type BudgetLineKind = WordOf<typeof BUDGET_LINE_KIND>;

export const BUDGET_CATEGORY = {
  STAFF: word('personeel', 'personnel', 'staff', 'Wages and what goes with them.'),
  INFRASTRUCTURE: word('infrastructuur', 'infrastructure', 'infrastructure', 'Buildings, rent, fitting out.'),
  EQUIPMENT: word('uitrusting', 'équipement', 'equipment', 'Machines, furniture, computers.'),
  TRANSPORT: word('vervoer', 'transport', 'transport', 'Vehicles and travel.'),
  FOOD: word('voeding', 'alimentation', 'food', 'Food and drink.'),
  ALLOWANCES: word('tegemoetkomingen', 'allocations', 'allowances', 'Money or reductions for people.'),
  OPERATIONS: word('werking', 'fonctionnement', 'operations', 'Running costs of another kind.'),
  OVERHEAD: word('overhead', 'frais généraux', 'overhead', 'Share in the general costs of an organisation.'),
  SUBSIDY: word('subsidie', 'subvention', 'subsidy', 'A subsidy: received as revenue, given as cost.'),
  OWN_MEANS: word('eigen middelen', 'moyens propres', 'own means', 'Money of the city or partner itself.'),
  CUSTOMER_INCOME: word(
    'inkomsten van klanten',
    'recettes de clients',
    'customer income',
    'What people pay for meals, tickets and the like.',
  ),
  OTHER: word('andere', 'autre', 'other', 'Something else, or not known.'),
} as const satisfies WordList;
export type BudgetCategory = WordOf<typeof BUDGET_CATEGORY>;

export const BUDGET_CERTAINTY = {
  INDICATIVE: word('indicatief', 'indicatif', 'indicative', 'Announced or estimated (IATI status 1).'),
  COMMITTED: word('vastgelegd', 'engagé', 'committed', 'Decided by whoever gives it (IATI status 2).'),
} as const satisfies WordList;
export type BudgetCertainty = WordOf<typeof BUDGET_CERTAINTY>;

export const TRANSACTION_TYPE = {
  INCOMING: word('ontvangst', 'recette', 'incoming', 'Money that was received (IATI type 1).'),
  COMMITMENT: word(
    'vastlegging',
    'engagement',
    'commitment',
    'Money that was promised bindingly (IATI type 2).',
  ),
  PAYMENT: word('betaling', 'paiement', 'payment', 'Money that was paid to a partner (IATI type 3).'),
  SPENDING: word(
    'besteding',
    'dépense',
    'spending',
    'Money that was spent on the work itself (IATI type 4).',
  ),
} as const satisfies WordList;
export type TransactionType = WordOf<typeof TRANSACTION_TYPE>;

export const CITY_ROLE = {
  PROVIDER: word('aanbieder', 'prestataire', 'provider', 'The city does the work itself.'),
  CONTRACTOR: word('opdrachtgever', 'commanditaire', 'contractor', 'The city orders the work from others.'),
  DIRECTOR: word('regisseur', 'régisseur', 'director', 'The city brings together those who do the work.'),
} as const satisfies WordList;
export type CityRole = WordOf<typeof CITY_ROLE>;

export const AMENDMENT_FIELD = {
  TITLE: word('titel', 'intitulé', 'title', 'What it is called.'),
  STARTS_ON: word('eerste dag', 'premier jour', 'first day', 'The first day of its term.'),
  ENDS_ON: word('laatste dag', 'dernier jour', 'last day', 'The last day of its term.'),
  CONTRACT_VALUE: word('waarde', 'valeur', 'contract value', 'What the work is worth, with its currency.'),
  DOCUMENT: word('document', 'document', 'document', 'The web address of its text.'),
  PARTIES: word('partijen', 'parties', 'parties', 'Who is party to it, and in which role.'),
  TASKS: word('taken', 'tâches', 'tasks', 'What belongs to the work.'),
} as const satisfies WordList;
export type AmendmentField = WordOf<typeof AMENDMENT_FIELD>;

export const EXPENSE_CLAIM_STATUS = {
  SUBMITTED: word('ingediend', 'introduite', 'submitted', 'Sent in by the partner; nobody decided yet.'),
  APPROVED: word('goedgekeurd', 'approuvée', 'approved', 'Accepted: it counts as spent and is to be paid.'),
  REJECTED: word('afgewezen', 'rejetée', 'rejected', 'Refused, with a reason.'),
} as const satisfies WordList;
export type ExpenseClaimStatus = WordOf<typeof EXPENSE_CLAIM_STATUS>;

export const DOUBLE_CLAIM_KIND = {
  EVIDENCE: word(
    'zelfde bewijs',
    'même pièce',
    'same evidence',
    'The claims name the same piece of evidence.',
  ),
  EXPENSE: word(
    'zelfde uitgave',
    'même dépense',
    'same expense',
    'One organisation claims the same amount for days that overlap.',
  ),
} as const satisfies WordList;
export type DoubleClaimKind = WordOf<typeof DOUBLE_CLAIM_KIND>;
