import { domain } from '../domain-text.ts';

export const activation = domain({
  code: 'D03',
  title: { nl: 'Activering', fr: 'Activation', en: 'Activation', de: 'Aktivierung' },
  about: {
    nl: 'Stappen naar werk en opleiding, op het tempo van mensen.',
    fr: "Des pas vers l'emploi et la formation, au rythme de chacun.",
    en: "Steps to work and training, at people's own pace.",
    de: 'Schritte zu Arbeit und Ausbildung, im eigenen Tempo.',
  },
  terms: ['EU-2', 'QS-EMPLOYMENT', 'SDG-8', 'DAC-16020', 'BBC-sociale-economie'],
  blocks: [
    ['Werkplekken', 'Lieux de travail', 'Workplaces', 'Arbeitsplätze'],
    ['Begeleiding', 'Accompagnement', 'Guidance', 'Begleitung'],
    ['Randvoorwaarden', 'Conditions préalables', 'Preconditions', 'Voraussetzungen'],
  ],
  actions: `
Werkplekleren bij stadsdiensten | Apprentissage dans les services communaux | Workplace learning in city services
Sociale clausule in elke overheidsopdracht | Clause sociale dans chaque marché public | Social clause in every public contract
Wijkwerk in groenonderhoud | Travail de quartier dans les espaces verts | Neighbourhood work in green maintenance
Klusdienst van de sociale economie | Service de bricolage de l'économie sociale | Odd-job service of the social economy
Fietspunt als werkervaringsplaats | Point vélo comme lieu d'expérience | Bike point as work experience
Tijdelijke werkervaring in woonzorg | Expérience temporaire en maison de repos | Temporary work experience in residential care
Arbeidszorg in drie wijkhuizen | Travail adapté dans trois maisons de quartier | Supported work in three community houses
Jobcoach voor jongeren onder 25 | Coach emploi pour les moins de 25 ans | Job coach for under-25s
Trajectbegeleiding op maat na langdurige ziekte | Parcours sur mesure après une longue maladie | Tailored guidance after long illness
Taal op de werkvloer | La langue sur le lieu de travail | Language on the shop floor
Sollicitatiecafé op dinsdag | Café emploi du mardi | Job application café on Tuesdays
Ondernemen met een uitkering | Entreprendre avec une allocation | Starting a business on benefits
Nazorg in de eerste zes maanden werk | Suivi pendant les six premiers mois d'emploi | Aftercare in the first six months of work
Digitale basis voor werkzoekenden | Bases numériques pour demandeurs d'emploi | Digital basics for jobseekers
Rijopleiding voor werkzoekenden | Permis de conduire pour demandeurs d'emploi | Driving lessons for jobseekers
Kinderopvang tijdens opleiding | Accueil d'enfants pendant la formation | Childcare during training
Vervoer naar bedrijventerreinen | Transport vers les zonings | Transport to business parks
Werkkledij uit de deelkast | Vêtements de travail à partager | Work clothes from the sharing cupboard
Loonval wegwerken in lokale premies | Supprimer le piège à l'emploi des primes locales | Removing the wage trap from local premiums
Erkenning van buitenlandse diploma's versnellen | Accélérer la reconnaissance des diplômes étrangers | Faster recognition of foreign diplomas
`,
  indicators: `
werk-werkplekken | Werkervaringsplaatsen | Places d'expérience professionnelle | Work experience places | OUTPUT PLACES HIGHER_IS_BETTER YEARLY COUNTED 95 6.1
werk-doorstroom | Deelnemers aan het werk na zes maanden | Participants à l'emploi après six mois | Participants in work after six months | OUTCOME PERCENT HIGHER_IS_BETTER YEARLY UNIQUE 34 2.2
werk-werkzaamheid | Werkzaamheidsgraad | Taux d'emploi | Employment rate | IMPACT PERCENT HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 66.5 0.6
werk-voltijds | Voltijdse banen in de lokale sociale economie | Équivalents temps plein en économie sociale | Full-time jobs in the local social economy | OUTPUT FTE HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 41.5 3.8
werk-langdurig | Langdurig werklozen | Chômeurs de longue durée | Long-term unemployed | OUTCOME THOUSAND_PERSONS LOWER_IS_BETTER YEARLY UNIQUE 2.35 -1.8
werk-trajecten | Gestarte trajecten | Parcours entamés | Trajectories started | OUTPUT COUNT HIGHER_IS_BETTER QUARTERLY COUNTED 58 4.4
`,
});
