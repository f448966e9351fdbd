import { domain } from '../domain-text.ts';

export const literacy = domain({
  code: 'D08',
  title: { nl: 'Geletterdheid', fr: 'Littératie', en: 'Literacy', de: 'Lesen und Schreiben' },
  about: {
    nl: 'Lezen, schrijven, rekenen en digitaal mee zijn.',
    fr: 'Lire, écrire, compter et suivre le numérique.',
    en: 'Reading, writing, reckoning and keeping up digitally.',
    de: 'Lesen, Schreiben, Rechnen und digital mithalten.',
  },
  terms: ['EU-3', 'QS-EDUCATION', 'SDG-4', 'DAC-11230', 'BBC-digitalisering'],
  blocks: [],
  actions: `
Digipunten in bibliotheek en wijkhuis | Points numériques en bibliothèque et maison de quartier | Digital points in library and community house
Laptop in bruikleen met internet | Ordinateur en prêt avec internet | Laptop on loan with internet
Lees- en schrijfgroepen voor volwassenen | Groupes de lecture et d'écriture pour adultes | Reading and writing groups for adults
Voorlezen aan huis | Lecture à voix haute à domicile | Reading aloud at home
Helpdesk voor de digitale overheid | Aide à l'administration numérique | Helpdesk for digital government
Buurtlerares Nederlands | Enseignante de quartier en néerlandais | Neighbourhood teacher of Dutch
Gratis lidmaatschap van de bibliotheek | Inscription gratuite à la bibliothèque | Free library membership
Rekenen met je eigen rekening | Calculer avec son propre compte | Reckoning with your own account
Taalstimulering bij kleuters | Stimulation du langage en maternelle | Language stimulation for toddlers
Oefenen met tekst en stem op de telefoon | S'exercer au texte et à la voix au téléphone | Practising text and voice on the phone
Ervaringsdeskundigen in de basiseducatie | Experts du vécu dans l'éducation de base | Experts by experience in basic education
Boekenkoffer voor elk gezin | Valise de livres pour chaque famille | Book case for every family
Opleiding voor digibuddy's | Formation de parrains numériques | Training for digital buddies
Veilig bankieren in kleine stappen | Banque en ligne sûre, pas à pas | Safe banking in small steps
Wifi in opvang en doorgangswoning | Wifi en accueil et logement de transit | Wifi in shelters and transit homes
Conversatietafels op vrijdag | Tables de conversation du vendredi | Conversation tables on Friday
Formulierenbrigade | Brigade des formulaires | Form-filling brigade
Herstelcafé voor toestellen | Café de réparation d'appareils | Repair café for devices
Leesclub voor jonge ouders | Club de lecture pour jeunes parents | Reading club for young parents
Alfabetisering op de werkvloer | Alphabétisation sur le lieu de travail | Literacy on the shop floor
`,
  indicators: `
letter-digipunten | Digipunten | Points numériques | Digital points | OUTPUT PLACES HIGHER_IS_BETTER YEARLY COUNTED 9 8
letter-laag | Laaggeletterde volwassenen | Adultes peu lettrés | Adults with low literacy | IMPACT PERCENT LOWER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 15.4 -0.7
letter-internet | Gezinnen zonder internet | Ménages sans internet | Households without internet | OUTCOME PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 14.2 -5.6
letter-cursisten | Cursisten basiseducatie | Apprenants de l'éducation de base | Basic education students | OUTPUT PERSONS HIGHER_IS_BETTER YEARLY UNIQUE 610 1.8
letter-laptops | Uitgeleende laptops | Ordinateurs prêtés | Laptops lent | OUTPUT COUNT HIGHER_IS_BETTER IRREGULAR COUNTED 60 10
letter-vaardig | Inwoners die hun bankzaken zelf digitaal doen | Habitants gérant seuls leur banque en ligne | Residents who bank online on their own | OUTCOME PERCENT HIGHER_IS_BETTER YEARLY NOT_APPLICABLE 63 2
`,
});
