// What the pages say in Dutch, as far as browser tests look for it: written down here, so that a test finds what a
// person reads and not whatever the catalogue happens to hold.

export const nl = {
  absenceReason: 'Of: waarom deze kennis ontbreekt',
  advice: 'Advies',
  backToWork: 'Terug naar mijn werk',
  comment: 'Opmerking',
  conclusion: 'Besluit',
  conflictTitle: 'Iemand anders wijzigde dit intussen',
  decidedOn: 'Beslist op',
  decision: 'Beslissing',
  'effect:-1': 'slechter (−1)',
  'effect:0': 'geen effect (0)',
  evidenceAdd: 'Voeg een link toe',
  failed: 'Dit kan nu niet getoond worden',
  giveAdvice: 'Geef het advies',
  headCount: 'Hoeveel mensen',
  heardHow: 'Hoe gehoord',
  inWhichRole: 'In welke rol',
  'kept:HERE_ONLY': 'Alleen in deze browser bewaard.',
  'kept:SAVED': 'Bewaard als ontwerp.',
  kind: 'Soort',
  minutesNumber: 'Nummer in het verslag',
  money: 'Geld',
  name: 'Naam',
  notSentOffline:
    'Het is niet verstuurd: er is geen verbinding. Wat u typte, blijft staan; probeer het opnieuw.',
  notSentSignedOut:
    'Het is niet verstuurd: uw aanmelding is verlopen. Meld opnieuw aan; wat u typte, blijft bewaard.',
  openDialogue: 'Open de dialoog',
  partData: 'Gegevens',
  partSources: 'Bronnen',
  partTests: 'Armoedetoetsen',
  partWork: 'Mijn werk',
  peopleReached: 'Mensen bereikt',
  proposeSend: 'Stel voor',
  receipt: 'Ingediend. Dank u.',
  recordDecision: 'Noteer de beslissing',
  'refused:BAD_USER_INPUT': 'Iets in wat u invulde, klopt niet.',
  reportNarrative: 'Wat is er gedaan?',
  reportPercent: 'Hoeveel is klaar, in procent?',
  reportStatus: 'Hoe staat de actie?',
  retry: 'Opnieuw proberen',
  save: 'Bewaar',
  skip: 'Naar de inhoud',
  submit: 'Dien in',
  talk: 'Opmerkingen en vragen',
  testedWhy: 'acties en onderdelen van acties getoetst',
  title: 'Titel',
  tokenMake: 'Maak het token',
  tokens: 'API-tokens',
  webAddress: 'Webadres',
} as const;

export const words = {
  AttentionKind: {
    NO_BUDGET: 'zonder budget',
  },
  ActionStatus: {
    RUNNING: 'lopend',
  },
  QuickscanArea: {
    EMPLOYMENT: 'werkgelegenheid',
    INCOME_INEQUALITY: 'inkomensongelijkheid',
    EDUCATION: 'onderwijs',
    WELFARE_AND_HEALTH: 'welzijn en volksgezondheid',
    HOUSING: 'huisvesting',
    CULTURE_AND_LEISURE: 'cultuur en vrijetijdsbesteding',
    HUMAN_RIGHTS: 'respect voor mensenrechten',
    MOBILITY: 'mobiliteit',
  },
  TestStage: {
    FULL_TEST: 'volledige toets',
    DIALOGUE: 'dialoog',
    ADVICE: 'advies',
    DECIDED: 'beslist',
  },
  KnowledgeKind: {
    EXPERIENCE: 'ervaringskennis',
    POLICY: 'beleidskennis',
    SCIENTIFIC: 'wetenschappelijke kennis',
  },
  InvolvementChannel: {
    DIRECT: 'rechtstreeks',
  },
  TestConclusion: {
    MIXED: 'gemengd',
  },
  TestAdvice: {
    PROCEED: 'doorgaan',
  },
  DecisionOutcome: {
    FOLLOWED: 'gevolgd',
  },
  Service: {
    reviews: 'armoedetoetsen',
    actions: 'acties',
  },
} as const;
