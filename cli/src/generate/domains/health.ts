import { domain } from '../domain-text.ts';

export const health = domain({
  code: 'D05',
  title: { nl: 'Gezondheid', fr: 'Santé', en: 'Health', de: 'Gesundheit' },
  about: {
    nl: 'Zorg die niemand uitstelt om geld of drempels.',
    fr: "Des soins que personne ne reporte faute d'argent.",
    en: 'Care that nobody postpones for money or thresholds.',
    de: 'Pflege, die niemand aus Geldnot aufschiebt.',
  },
  terms: ['EU-3', 'QS-WELFARE', 'SDG-3', 'DAC-12220', 'BBC-gezondheid'],
  blocks: [],
  actions: `
Derdebetaler bij elke huisarts | Tiers payant chez chaque médecin généraliste | Third-party payment at every doctor
Wijkgezondheidscentrum in Noord | Maison médicale au Nord | Community health centre in the North
Medische kaart zonder nieuwe aanvraag | Carte médicale sans nouvelle demande | Medical card without a new application
Tandzorg op school | Soins dentaires à l'école | Dental care at school
Eerstelijnspsycholoog in het wijkhuis | Psychologue de première ligne à la maison de quartier | Primary care psychologist in the community house
Bril aan sociaal tarief | Lunettes au tarif social | Glasses at social tariff
Zorgcoach voor gezinnen | Coach de soins pour familles | Care coach for families
Bewegen op verwijzing | Bouger sur prescription | Exercise on referral
Kraamzorg thuis in het eerste jaar | Soins périnatals à domicile la première année | Maternity care at home in the first year
Apotheek zonder voorschot | Pharmacie sans avance | Pharmacy without advance payment
Straatverpleging | Soins infirmiers de rue | Street nursing
Tolk bij elk zorggesprek | Interprète à chaque entretien de soins | Interpreter for every care talk
Groep voor wie stopt met roken | Groupe d'arrêt du tabac | Stop-smoking group
Buurtzorg voor mensen alleen | Soins de proximité pour personnes seules | Neighbourhood care for people alone
Menstruatiemateriaal vrij verkrijgbaar | Protections menstruelles en libre accès | Period products freely available
Vaccinatie in de wijk | Vaccination dans le quartier | Vaccination in the neighbourhood
Respijt voor mantelzorgers | Répit pour aidants proches | Respite for carers
Ervaringsdeskundige in het ziekenhuis | Expert du vécu à l'hôpital | Expert by experience in the hospital
Vervoer naar de dialyse | Transport vers la dialyse | Transport to dialysis
Rouwgroep zonder inschrijving | Groupe de deuil sans inscription | Grief group without registration
`,
  indicators: `
zorg-uitstel | Inwoners die zorg uitstellen om geld | Habitants reportant des soins pour raisons financières | Residents who postpone care for money | OUTCOME PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 11.6 -1.6
zorg-derdebetaler | Huisartsen met derdebetaler | Médecins pratiquant le tiers payant | Doctors with third-party payment | OUTPUT COUNT HIGHER_IS_BETTER YEARLY COUNTED 22 5.7
zorg-consulten | Consulten in het wijkgezondheidscentrum | Consultations à la maison médicale | Consultations in the community health centre | OUTPUT COUNT HIGHER_IS_BETTER MONTHLY COUNTED 430 2.9
zorg-levensduur | Verwachte gezonde levensjaren op 65 | Espérance de vie en bonne santé à 65 ans | Healthy life years expected at 65 | IMPACT RATIO HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 10.4 0.6
zorg-tand | Kinderen met onbehandelde gaatjes | Enfants avec caries non soignées | Children with untreated cavities | OUTCOME PERCENT LOWER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 21 -1.9
zorg-psycholoog | Bereikte personen door de eerstelijnspsycholoog | Personnes vues par le psychologue de première ligne | People reached by the primary care psychologist | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 140 9.2
`,
});
