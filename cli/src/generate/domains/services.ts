import { domain } from '../domain-text.ts';

export const services = domain({
  code: 'D06',
  title: {
    nl: 'Goede dienstverlening',
    fr: 'Services de qualité',
    en: 'Good services',
    de: 'Gute Dienstleistungen',
  },
  about: {
    nl: 'Diensten die mensen vinden, verstaan en vertrouwen.',
    fr: "Des services que l'on trouve, comprend et croit.",
    en: 'Services that people find, understand and trust.',
    de: 'Dienste, die man findet, versteht und denen man traut.',
  },
  terms: ['EU-3', 'QS-RIGHTS', 'QS-MOBILITY', 'SDG-16', 'DAC-16015', 'BBC-loketten'],
  blocks: [],
  actions: `
Geïntegreerd breed onthaal | Accueil large intégré | Integrated broad reception
Brugfiguren die zelf contact opnemen | Personnes-relais qui vont vers les gens | Bridge figures who make contact themselves
Klare taal in elke brief | Langage clair dans chaque courrier | Plain language in every letter
Mobiel loket langs de wijken | Guichet mobile dans les quartiers | Mobile counter along the neighbourhoods
Open uren zonder afspraak | Heures d'ouverture sans rendez-vous | Opening hours without appointment
Eén dossier, één keer vertellen | Un dossier, une seule fois à raconter | One file, tell it once
Ervaringsdeskundigen toetsen formulieren | Des experts du vécu testent les formulaires | Experts by experience test forms
Vorming armoede voor alle onthaalmedewerkers | Formation pauvreté pour tout le personnel d'accueil | Poverty training for all reception staff
Sociale plattegrond van het aanbod | Carte sociale de l'offre | Social map of the offer
Attesten gratis afleveren | Attestations gratuites | Certificates free of charge
Outreach in de stationsbuurt | Travail de proximité dans le quartier de la gare | Outreach in the station quarter
Wachtzaal met speelhoek en koffie | Salle d'attente avec jeux et café | Waiting room with play corner and coffee
Klachten worden leerpunten | Les plaintes deviennent des leçons | Complaints become lessons
Sociale tarieven automatisch toepassen | Appliquer automatiquement les tarifs sociaux | Applying social tariffs automatically
Deelfietsen met kansentarief | Vélos partagés au tarif réduit | Shared bikes at reduced tariff
Bus naar de sociale diensten | Bus vers les services sociaux | Bus to the social services
Huis van het Kind als eerste onthaal | La Maison de l'Enfant comme premier accueil | House of the Child as first reception
Telefoonlijn in tien talen | Ligne téléphonique en dix langues | Phone line in ten languages
Vrijwilligers gaan mee naar het loket | Des bénévoles accompagnent au guichet | Volunteers come along to the counter
Privacy in de gesprekken: aparte ruimtes | Discrétion des entretiens: locaux séparés | Privacy in talks: separate rooms
`,
  indicators: `
dienst-wachttijd | Wachttijd voor een eerste gesprek in dagen | Délai d'attente d'un premier entretien, en jours | Waiting time for a first talk, in days | OUTCOME RATIO LOWER_IS_BETTER QUARTERLY NOT_APPLICABLE 11.2 -3.2
dienst-onthaal | Personen ontvangen in het breed onthaal | Personnes reçues à l'accueil large | People received in the broad reception | OUTPUT PERSONS HIGHER_IS_BETTER MONTHLY COUNTED 520 2.4
dienst-outreach | Nieuwe contacten door brugfiguren | Nouveaux contacts par personnes-relais | New contacts by bridge figures | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 260 8.8
dienst-vertrouwen | Inwoners die de diensten vertrouwen | Habitants qui font confiance aux services | Residents who trust the services | OUTCOME PERCENT HIGHER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 61 0.9
dienst-nietopname | Niet-opname van de verhoogde tegemoetkoming | Non-recours à l'intervention majorée | Non-take-up of the increased allowance | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 24 -2.3
dienst-opgeleid | Medewerkers met vorming over armoede | Agents formés à la pauvreté | Staff trained on poverty | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 85 12 cumulative
`,
});
