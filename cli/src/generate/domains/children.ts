import { domain } from '../domain-text.ts';

export const children = domain({
  code: 'D07',
  title: { nl: 'Kinderarmoede', fr: 'Pauvreté infantile', en: 'Child poverty', de: 'Kinderarmut' },
  about: {
    nl: 'Gelijke kansen vanaf de eerste dag, samen met ouders en scholen.',
    fr: "L'égalité des chances dès le premier jour, avec parents et écoles.",
    en: 'Equal chances from the first day, with parents and schools.',
    de: 'Gleiche Chancen vom ersten Tag an, mit Eltern und Schulen.',
  },
  terms: ['EU-3', 'QS-EDUCATION', 'SDG-4', 'DAC-11240', 'BBC-gezin', 'PLAN-VB-KIND'],
  blocks: [
    ['Gezinsondersteuning', 'Soutien aux familles', 'Family support', 'Familienförderung'],
    ['Kinderopvang', 'Accueil des enfants', 'Childcare', 'Kinderbetreuung'],
    ['School en welzijn', 'École et bien-être', 'School and welfare', 'Schule und Wohlergehen'],
    ['Jeugdwelzijn', 'Bien-être des jeunes', 'Youth welfare', 'Jugendwohl'],
  ],
  actions: `
Huizen van het Kind in elke wijk | Une Maison de l'Enfant par quartier | A House of the Child in every neighbourhood
Gezinscoach in het eerste levensjaar | Coach familial la première année de vie | Family coach in the first year of life
Ontmoeting voor ouders en peuters | Rencontres parents et tout-petits | Meeting place for parents and toddlers
Babytheek met geboortepakket | Bébéthèque avec colis de naissance | Baby library with birth parcel
Opvoedingspunt op de markt | Point parentalité au marché | Parenting point at the market
Sociaal tarief in alle kinderopvang | Tarif social dans tout accueil d'enfants | Social tariff in all childcare
Occasionele opvang met open plaatsen | Accueil occasionnel à places ouvertes | Occasional childcare with open places
Toelage voor nieuwe onthaalouders | Allocation pour nouveaux accueillants | Allowance for new childminders
Van opvang naar kleuterschool met een brugfiguur | De la crèche à la maternelle avec une personne-relais | From childcare to nursery school with a bridge figure
Vakantieopvang aan één euro | Accueil de vacances à un euro | Holiday care for one euro
Maximumfactuur in het secundair onderwijs | Facture maximale dans le secondaire | Maximum bill in secondary school
Schoolmateriaal uit de deelkast | Matériel scolaire partagé | School supplies from the sharing cupboard
Onderwijstafels in elke school | Tables de concertation dans chaque école | School tables in every school
Huiswerkbegeleiding aan huis | Aide aux devoirs à domicile | Homework help at home
Uitstel van schoolfacturen zonder kosten | Report des factures scolaires sans frais | Deferring school bills without charge
Traject welzijn, onderwijs en werk | Parcours bien-être, enseignement et travail | Trajectory welfare, school and work
Jeugdwerkers op de pleinen | Animateurs sur les places | Youth workers on the squares
Kampplaatsen voor wie nooit gaat | Places en camp pour ceux qui n'y vont jamais | Camp places for those who never go
Luisterlijn voor jongeren | Ligne d'écoute pour les jeunes | Listening line for young people
Kinderraad over opgroeien met weinig geld | Conseil d'enfants sur grandir avec peu d'argent | Children's council on growing up with little money
`,
  indicators: `
kind-index | Geboorten in kansarme gezinnen | Naissances dans des familles défavorisées | Births in deprived families | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 16.8 -0.8
kind-opvang | Opvangplaatsen met inkomenstarief | Places d'accueil au tarif selon revenu | Childcare places with income-based price | OUTPUT PLACES HIGHER_IS_BETTER YEARLY COUNTED 540 2.7
kind-kleuter | Kleuters die voldoende aanwezig zijn | Enfants de maternelle suffisamment présents | Toddlers with sufficient attendance | OUTCOME PERCENT HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 91.5 0.3
kind-uitstroom | Jongeren die de school zonder diploma verlaten | Jeunes quittant l'école sans diplôme | Young people leaving school without a diploma | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 12.9 -1.7
kind-gezinnen | Gezinnen bereikt door de Huizen van het Kind | Familles atteintes par les Maisons de l'Enfant | Families reached by the Houses of the Child | OUTPUT HOUSEHOLDS HIGHER_IS_BETTER QUARTERLY UNIQUE 210 5.1
kind-schoolkosten | Gemiddelde jaarlijkse schoolfactuur | Facture scolaire annuelle moyenne | Average yearly school bill | OUTCOME EURO LOWER_IS_BETTER YEARLY NOT_APPLICABLE 412 -1.1
`,
});
