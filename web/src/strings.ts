import type { PageLanguage } from './language.ts';
import type { QuestionName } from './questions.ts';

/** Every word these pages say by themselves. Titles of programmes and domains come from the server. */
export interface Strings {
  languageName: string;
  languages: string;
  skip: string;
  headline: string;
  /** What Kapstok is, in two sentences. */
  intro: string;
  programmes: string;
  loading: string;
  none: string;
  failed: string;
  partial: string;
  retry: string;
  untitled: string;
  domains: string;
  domainsMissing: string;
  since: (date: string) => string;
  fictional: string;
  fictionalWhy: string;
  overview: string;
  questions: string;
  questionsIntro: string;
  open: string;
  showQuery: string;
  explorer: string;
  home: string;
  signIn: string;
  signOut: string;
  signedIn: string;
  signedInAs: (name: string) => string;
  question: Record<QuestionName, { title: string; answers: string }>;
}

export const STRINGS: Record<PageLanguage, Strings> = {
  nl: {
    languageName: 'Nederlands',
    languages: 'Taal',
    skip: 'Naar de inhoud',
    headline: 'Het armoedeplan van een stad, op één plek',
    intro:
      'Kapstok brengt samen wat anders verspreid ligt: de acties per beleidsdomein, de overeenkomsten met partners en hun geld, de armoedetoetsen, en de cijfers die zeggen of er iets veranderde. Wie het plan leidt, meewerkt, onderzoekt of meeleest, stelt één vraag en krijgt uit alle vier de delen tegelijk antwoord.',
    programmes: 'Programma’s',
    loading: 'Programma’s worden opgehaald…',
    none: 'Er is nog geen programma geladen.',
    failed: 'De programma’s kunnen nu niet getoond worden. De vragen hieronder blijven te lezen.',
    partial: 'Een deel van de gegevens antwoordde niet. Wat er wel is, staat hier.',
    retry: 'Opnieuw proberen',
    untitled: 'Programma zonder titel',
    domains: 'Beleidsdomeinen',
    domainsMissing: 'De beleidsdomeinen zijn nu niet beschikbaar.',
    since: (date) => `sinds ${date}`,
    fictional: 'Fictief',
    fictionalWhy: 'Verzonnen stad, om te tonen hoe een volledig plan eruitziet.',
    overview: 'Overzicht van dit programma',
    questions: 'Drie vragen om mee te beginnen',
    questionsIntro: 'Elke vraag opent in de verkenner; u kunt ze daar uitvoeren en aanpassen.',
    open: 'Open in de verkenner',
    showQuery: 'Toon de vraag in GraphQL',
    explorer: 'Verkenner',
    home: 'Startpagina',
    signIn: 'Aanmelden',
    signOut: 'Afmelden',
    signedIn: 'U bent aangemeld',
    signedInAs: (name) => `Aangemeld als ${name}`,
    question: {
      'director-overview': {
        title: 'Waar staat het plan?',
        answers:
          'Voortgang, geld, armoedetoetsen en effect van één programma, in totaal en per beleidsdomein.',
      },
      'child-poverty-blocks': {
        title: 'De vijf blokken kinderarmoede',
        answers: 'Per blok: hoeveel acties, hoe ver ze staan, welk geld, welke toetsen, welke cijfers.',
      },
      'kansarmoede-index': {
        title: 'Kansarmoede: Kortrijk en Vlaanderen',
        answers: 'De kansarmoede-index van Kortrijk en het Vlaams Gewest naast elkaar, met bron en breuken.',
      },
    },
  },
  fr: {
    languageName: 'Français',
    languages: 'Langue',
    skip: 'Aller au contenu',
    headline: 'Le plan de lutte contre la pauvreté d’une ville, en un seul endroit',
    intro:
      'Kapstok (« portemanteau ») rassemble ce qui est d’ordinaire dispersé : les actions par domaine, les conventions avec les partenaires et leur argent, les tests de pauvreté, et les chiffres qui disent si quelque chose a changé. Que l’on dirige le plan, y collabore, l’étudie ou le suive, on pose une seule question et les quatre parties répondent ensemble.',
    programmes: 'Programmes',
    loading: 'Chargement des programmes…',
    none: 'Aucun programme n’est encore chargé.',
    failed:
      'Les programmes ne peuvent pas être affichés pour l’instant. Les questions ci-dessous restent lisibles.',
    partial: 'Une partie des données n’a pas répondu. Voici ce qui est disponible.',
    retry: 'Réessayer',
    untitled: 'Programme sans titre',
    domains: 'Domaines',
    domainsMissing: 'Les domaines ne sont pas disponibles pour l’instant.',
    since: (date) => `depuis ${date}`,
    fictional: 'Fictif',
    fictionalWhy: 'Ville inventée, pour montrer à quoi ressemble un plan complet.',
    overview: 'Vue d’ensemble de ce programme',
    questions: 'Trois questions pour commencer',
    questionsIntro: 'Chaque question s’ouvre dans l’explorateur, où vous pouvez l’exécuter et la modifier.',
    open: 'Ouvrir dans l’explorateur',
    showQuery: 'Voir la question en GraphQL',
    explorer: 'Explorateur',
    home: 'Page d’accueil',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    signedIn: 'Vous êtes connecté',
    signedInAs: (name) => `Connecté en tant que ${name}`,
    question: {
      'director-overview': {
        title: 'Où en est le plan ?',
        answers: 'Avancement, argent, tests de pauvreté et effet d’un programme, au total et par domaine.',
      },
      'child-poverty-blocks': {
        title: 'Les cinq volets de la pauvreté infantile',
        answers: 'Par volet : combien d’actions, leur avancement, quel argent, quels tests, quels chiffres.',
      },
      'kansarmoede-index': {
        title: 'Enfants défavorisés : Courtrai et la Flandre',
        answers:
          'L’indice de précarité (kansarmoede-index) de Courtrai et de la Région flamande côte à côte, avec sources et ruptures.',
      },
    },
  },
  en: {
    languageName: 'English',
    languages: 'Language',
    skip: 'Skip to content',
    headline: 'A city’s poverty plan, in one place',
    intro:
      'Kapstok (“coat rack”) brings together what usually lies scattered: the actions in each policy domain, the agreements with partners and their money, the poverty tests, and the figures that say whether anything changed. Whether you lead the plan, work on it, study it or follow it, you ask one question and all four parts answer together.',
    programmes: 'Programmes',
    loading: 'Loading the programmes…',
    none: 'No programme has been loaded yet.',
    failed: 'The programmes cannot be shown right now. You can still read the questions below.',
    partial: 'Some of the data did not answer. This is what did.',
    retry: 'Try again',
    untitled: 'Programme without a title',
    domains: 'Policy domains',
    domainsMissing: 'The policy domains are not available right now.',
    since: (date) => `since ${date}`,
    fictional: 'Fictional',
    fictionalWhy: 'An invented city, to show what a complete plan looks like.',
    overview: 'Overview of this programme',
    questions: 'Three questions to start with',
    questionsIntro: 'Each question opens in the explorer, where you can run it and change it.',
    open: 'Open in the explorer',
    showQuery: 'Show the question in GraphQL',
    explorer: 'Explorer',
    home: 'Start page',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedIn: 'You are signed in',
    signedInAs: (name) => `Signed in as ${name}`,
    question: {
      'director-overview': {
        title: 'Where does the plan stand?',
        answers:
          'Progress, money, poverty tests and effect of one programme, in total and per policy domain.',
      },
      'child-poverty-blocks': {
        title: 'The five blocks of child poverty',
        answers:
          'For each block: how many actions, how far they are, which money, which tests, which figures.',
      },
      'kansarmoede-index': {
        title: 'Child deprivation: Kortrijk and Flanders',
        answers:
          'The deprivation index (kansarmoede-index) of Kortrijk and the Flemish Region side by side, with sources and breaks.',
      },
    },
  },
};
