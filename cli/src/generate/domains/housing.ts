import { domain } from '../domain-text.ts';

export const housing = domain({
  code: 'D04',
  title: { nl: 'Huisvesting', fr: 'Logement', en: 'Housing', de: 'Wohnen' },
  about: {
    nl: 'Een degelijke en betaalbare woning vinden en houden.',
    fr: 'Trouver et garder un logement décent et abordable.',
    en: 'Finding and keeping a decent, affordable home.',
    de: 'Eine gute, bezahlbare Wohnung finden und behalten.',
  },
  terms: ['EU-3', 'QS-HOUSING', 'SDG-11', 'DAC-16040', 'BBC-sociale-huisvesting'],
  blocks: [
    ['Meer woningen', 'Plus de logements', 'More homes', 'Mehr Wohnungen'],
    ['Betere woningen', 'De meilleurs logements', 'Better homes', 'Bessere Wohnungen'],
    ['Wonen en begeleiding', 'Logement et accompagnement', 'Housing and support', 'Wohnen mit Begleitung'],
    ['Dak- en thuisloosheid', 'Sans-abrisme', 'Homelessness', 'Obdachlosigkeit'],
  ],
  actions: `
Sociale woningen op stadsgrond | Logements sociaux sur terrains communaux | Social housing on city land
Woningen huren van particulieren via het verhuurkantoor | Louer à des particuliers via l'agence immobilière sociale | Renting from private owners through the letting agency
Huurwaarborg zonder voorschot | Garantie locative sans avance | Rent deposit without advance payment
Kamers met een sociaal contract | Chambres sous contrat social | Rooms with a social contract
Doorgangswoningen voor gezinnen | Logements de transit pour familles | Transit homes for families
Renovatiecoach voor noodkopers | Coach en rénovation pour acheteurs précaires | Renovation coach for distress buyers
Isolatie van huurwoningen met huurprijsafspraak | Isolation de locations avec accord de loyer | Insulating rented homes with a rent agreement
Conformiteitscontrole met herhuisvesting | Contrôle de conformité avec relogement | Conformity checks with rehousing
Schimmelteam aan huis | Équipe anti-moisissures à domicile | Mould team at home
Rollend fonds voor dakwerken | Fonds roulant pour toitures | Revolving fund for roof works
Woonbegeleiding na een collectieve opvang | Accompagnement après un accueil collectif | Housing support after a shelter
Preventie van uithuiszetting met vroege melding | Prévention des expulsions par signalement précoce | Preventing evictions by early warning
Huurdersbond op verplaatsing | Permanence mobile du syndicat des locataires | Tenants' union on tour
Verhuishulp voor wie kleiner gaat wonen | Aide au déménagement vers plus petit | Moving help for those who downsize
Samenhuizen zonder verlies van uitkering | Cohabiter sans perte d'allocation | Sharing a home without losing benefits
Housing First voor twintig mensen | Housing First pour vingt personnes | Housing First for twenty people
Nachtopvang het hele jaar open | Accueil de nuit ouvert toute l'année | Night shelter open all year
Dagcentrum met lockers en douches | Centre de jour avec casiers et douches | Day centre with lockers and showers
Telling van dak- en thuisloosheid | Dénombrement du sans-abrisme | Count of homelessness
Jongeren die uit de jeugdhulp komen een woning geven | Un logement pour les jeunes sortant de l'aide à la jeunesse | Homes for young people leaving youth care
`,
  indicators: `
wonen-sociaal | Sociale huurwoningen | Logements sociaux locatifs | Social rented homes | OUTPUT PLACES HIGHER_IS_BETTER YEARLY COUNTED 2140 1.3
wonen-wachtlijst | Gezinnen op de wachtlijst | Ménages sur liste d'attente | Households on the waiting list | OUTCOME HOUSEHOLDS LOWER_IS_BETTER YEARLY UNIQUE 1720 3.4
wonen-uithuiszetting | Uithuiszettingen | Expulsions | Evictions | OUTCOME COUNT LOWER_IS_BETTER QUARTERLY COUNTED 14 -2.1
wonen-lasten | Gezinnen met te hoge woonlasten | Ménages aux charges de logement excessives | Households with excessive housing costs | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 19.4 0.7
wonen-gebreken | Woningen met ernstige gebreken | Logements présentant de graves défauts | Homes with serious defects | IMPACT PERCENT LOWER_IS_BETTER THREE_YEARLY NOT_APPLICABLE 8.9 -1.5
wonen-thuisloos | Getelde dak- en thuisloze mensen | Personnes sans abri dénombrées | Homeless people counted | OUTCOME PERSONS LOWER_IS_BETTER IRREGULAR COUNTED 212 1.9
`,
});
