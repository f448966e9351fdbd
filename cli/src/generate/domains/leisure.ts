import { domain } from '../domain-text.ts';

export const leisure = domain({
  code: 'D09',
  title: {
    nl: 'Cultuur, sport en vrije tijd',
    fr: 'Culture, sport et loisirs',
    en: 'Culture, sport and leisure',
    de: 'Kultur, Sport und Freizeit',
  },
  about: {
    nl: 'Meedoen zonder dat de prijs of de drempel het belet.',
    fr: 'Participer sans que le prix ou le seuil ne freine.',
    en: 'Taking part without price or threshold in the way.',
    de: 'Mitmachen, ohne dass Preis oder Schwelle hindern.',
  },
  terms: ['EU-3', 'QS-CULTURE', 'SDG-10', 'DAC-16061', 'BBC-cultuur'],
  blocks: [],
  actions: `
Vrijetijdspas met kansentarief | Carte de loisirs au tarif réduit | Leisure pass with reduced tariff
Sportclubs zonder voorschot | Clubs sportifs sans avance | Sports clubs without advance payment
Seizoenskaart voetbal aan een vijfde van de prijs | Abonnement de football au cinquième du prix | Football season ticket at a fifth of the price
Cultuurgids die meegaat | Un guide culturel qui accompagne | Culture guide who comes along
Muziekles in de wijk | Cours de musique dans le quartier | Music lessons in the neighbourhood
Zwemles voor elk kind van acht | Cours de natation pour chaque enfant de huit ans | Swimming lessons for every child of eight
Speelpleinwerking met middagmaal | Plaine de jeux avec repas de midi | Playground scheme with lunch
Instrumenten uitlenen | Prêt d'instruments | Lending instruments
Daguitstap met het gezin | Excursion d'un jour en famille | Family day trip
Sportkledij tweedehands | Vêtements de sport de seconde main | Second-hand sports clothes
Open repetitie van het stadsorkest | Répétition ouverte de l'orchestre communal | Open rehearsal of the city orchestra
Theater gemaakt door bewoners | Théâtre fait par les habitants | Theatre made by residents
Vakantiewoning voor gezinnen met weinig geld | Maison de vacances pour familles modestes | Holiday home for families with little money
Buurtbal met gratis inschrijving | Football de quartier gratuit | Neighbourhood football free of charge
Museum op zondag gratis | Musée gratuit le dimanche | Free museum on Sundays
Jeugdbeweging zonder uniformkosten | Mouvement de jeunesse sans frais d'uniforme | Youth movement without uniform costs
Filmavond in het park | Soirée cinéma au parc | Film night in the park
Wandelgroep voor nieuwkomers | Groupe de marche pour nouveaux arrivants | Walking group for newcomers
Vrijwilligerswerk met onkostenvergoeding | Bénévolat avec défraiement | Volunteering with expenses paid
Fanfare voor iedereen | Une fanfare pour tous | Brass band for all
`,
  indicators: `
vrij-pas | Houders van de vrijetijdspas met kansentarief | Détenteurs de la carte au tarif réduit | Holders of the pass with reduced tariff | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 1950 4.9
vrij-gebruik | Deelnames met kansentarief | Participations au tarif réduit | Visits at reduced tariff | OUTPUT COUNT HIGHER_IS_BETTER MONTHLY COUNTED 780 5.3
vrij-deelname | Inwoners die geen enkele activiteit bezoeken | Habitants ne participant à aucune activité | Residents who take part in no activity | OUTCOME PERCENT LOWER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 27 -1
vrij-kinderen | Kinderen uit gezinnen met weinig inkomen in een sportclub | Enfants de ménages modestes en club sportif | Children of low-income families in a sports club | OUTCOME PERCENT HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 33 1.9
vrij-tussenkomst | Stedelijke tussenkomst in kansentarieven | Intervention communale dans les tarifs réduits | City contribution to reduced tariffs | OUTPUT EURO NEITHER QUARTERLY NOT_APPLICABLE 21500 3.6
vrij-eenzaam | Inwoners die zich vaak eenzaam voelen | Habitants se sentant souvent seuls | Residents who often feel lonely | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 13.1 0.4
`,
});
