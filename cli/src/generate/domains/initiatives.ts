import { domain } from '../domain-text.ts';

export const initiatives = domain({
  code: 'D10',
  title: {
    nl: 'Nieuwe initiatieven',
    fr: 'Nouvelles initiatives',
    en: 'New initiatives',
    de: 'Neue Initiativen',
  },
  about: {
    nl: 'Open hoofdstuk dat bewoners en verenigingen zelf vullen.',
    fr: 'Chapitre ouvert, rempli par habitants et associations.',
    en: 'Open chapter that residents and associations fill.',
    de: 'Offenes Kapitel, das Bewohner und Vereine füllen.',
  },
  terms: ['EU-3', 'QS-RIGHTS', 'SDG-1', 'DAC-16011', 'BBC-inspraak', 'OWN-1'],
  blocks: [],
  actions: `
Bewonersbudget voor kleine ideeën | Budget participatif pour petites idées | Residents' budget for small ideas
Geefplein bij het containerpark | Place du don au parc à conteneurs | Giving square at the recycling park
Buurtbemiddeling door buren | Médiation de quartier par les voisins | Neighbourhood mediation by neighbours
Repair- en ruilfeest per seizoen | Fête de la réparation et de l'échange par saison | Repair and swap party each season
Wasbar met koffie | Laverie-café | Laundry bar with coffee
Winterfonds van verenigingen | Fonds d'hiver des associations | Winter fund of associations
Solidaire koffie in twintig cafés | Café suspendu dans vingt établissements | Suspended coffee in twenty cafés
Moestuin op het dak van het wijkhuis | Potager sur le toit de la maison de quartier | Vegetable garden on the community house roof
Tweedehandsfietsen voor werk en school | Vélos d'occasion pour le travail et l'école | Second-hand bikes for work and school
Open huis op kerstavond | Maison ouverte la veille de Noël | Open house on Christmas Eve
Buurtauto delen | Partager une voiture de quartier | Sharing a neighbourhood car
Kinderfeestjes in een doos | Anniversaires d'enfants en boîte | Birthday parties in a box
Babbelbank op elk plein | Banc à causette sur chaque place | Chatting bench on every square
Kapper en verzorging in het dagcentrum | Coiffeur et soins au centre de jour | Hairdresser and care in the day centre
Energiecoöperatie met sociale aandelen | Coopérative d'énergie à parts sociales | Energy cooperative with social shares
Verhalen van bewoners als tentoonstelling | Récits d'habitants en exposition | Residents' stories as an exhibition
Dierenarts aan sociaal tarief | Vétérinaire au tarif social | Vet at social tariff
Speelgoedruil voor de feestdagen | Échange de jouets avant les fêtes | Toy swap before the holidays
Buurtkeuken van verenigingen | Cuisine de quartier des associations | Neighbourhood kitchen of associations
Denkdag over schaamte en armoede | Journée de réflexion sur la honte et la pauvreté | Reflection day on shame and poverty
`,
  indicators: `
nieuw-ideeen | Uitgevoerde bewonersideeën | Idées d'habitants réalisées | Residents' ideas carried out | OUTPUT COUNT HIGHER_IS_BETTER YEARLY COUNTED 12 9 cumulative
nieuw-vrijwilligers | Vrijwilligers in nieuwe initiatieven | Bénévoles dans les nouvelles initiatives | Volunteers in new initiatives | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 95 6.6
nieuw-middelen | Toegekend bewonersbudget | Budget participatif attribué | Residents' budget granted | OUTPUT EURO NEITHER YEARLY NOT_APPLICABLE 30000 2.8
nieuw-samenhang | Inwoners die hun buren vertrouwen | Habitants faisant confiance à leurs voisins | Residents who trust their neighbours | IMPACT PERCENT HIGHER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 58 0.5
nieuw-gehoord | Mensen in armoede die zich gehoord voelen | Personnes en pauvreté se sentant écoutées | People in poverty who feel heard | OUTCOME PERCENT HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 31 3.1
nieuw-armoede | Inwoners in armoede, in duizendtallen | Habitants en pauvreté, en milliers | Residents in poverty, in thousands | IMPACT THOUSAND_PERSONS LOWER_IS_BETTER YEARLY NOT_APPLICABLE 9.6 -0.6
`,
});
