import { domain } from '../domain-text.ts';

export const income = domain({
  code: 'D01',
  title: {
    nl: 'Inkomen en sociale bescherming',
    fr: 'Revenu et protection sociale',
    en: 'Income and social protection',
    de: 'Einkommen und sozialer Schutz',
  },
  about: {
    nl: 'Voldoende inkomen, en rechten die mensen ook opnemen.',
    fr: 'Un revenu suffisant et des droits réellement exercés.',
    en: 'Sufficient income, and rights that people do take up.',
    de: 'Ausreichendes Einkommen und Rechte, die auch genutzt werden.',
  },
  terms: ['EU-1', 'QS-INCOME', 'SDG-1', 'DAC-16012', 'BBC-sociale-zaken'],
  blocks: [],
  actions: `
Referentiebudget als maatstaf voor aanvullende steun | Budget de référence pour l'aide complémentaire | Reference budget as the yardstick for supplementary aid
Rechtenverkenner aan elk onthaal | Explorateur de droits à chaque accueil | Rights finder at every reception desk
Automatische toekenning van de schooltoeslag | Octroi automatique de l'allocation scolaire | Automatic granting of the school allowance
Schuldhulp binnen vijf werkdagen | Aide au surendettement sous cinq jours ouvrables | Debt advice within five working days
Budgetbegeleiding in kleine groepen | Accompagnement budgétaire en petits groupes | Budget guidance in small groups
Minnelijke invordering voor stedelijke facturen | Recouvrement amiable des factures communales | Amicable collection of city invoices
Noodfonds voor onverwachte kosten | Fonds d'urgence pour les frais imprévus | Emergency fund for unexpected costs
Energiescan met opvolging thuis | Scan énergétique avec suivi à domicile | Energy scan with follow-up at home
Sociaal tarief voor water actief aanbieden | Proposer activement le tarif social de l'eau | Actively offering the social water tariff
Voorschot bij laattijdige uitkering | Avance en cas d'allocation tardive | Advance on a late benefit
Belastingaangifte invullen in de wijk | Remplir la déclaration fiscale dans le quartier | Filling in tax returns in the neighbourhood
Studiefonds voor jongeren met een leefloon | Fonds d'études pour jeunes avec revenu d'intégration | Study fund for young people on minimum income
Huisbezoek bij dreigende afsluiting | Visite à domicile avant toute coupure | Home visit before any disconnection
Een vaste maatschappelijk werker per gezin | Un travailleur social fixe par famille | One steady social worker per family
Kansenpas voor werkende armen | Carte d'accès pour travailleurs pauvres | Opportunity card for the working poor
Proef met een basisbedrag voor alleenstaande ouders | Essai d'un montant de base pour parents isolés | Trial of a basic amount for lone parents
Erfgoed- en begrafeniskosten begrenzen | Limiter les frais de succession et d'obsèques | Capping inheritance and funeral costs
Juridisch spreekuur zonder afspraak | Permanence juridique sans rendez-vous | Legal advice without appointment
Wegwijs in de pensioenrechten | S'orienter dans les droits à la pension | Finding the way in pension rights
Renteloze lening voor huisraad | Prêt sans intérêt pour l'équipement ménager | Interest-free loan for household goods
`,
  indicators: `
inkomen-armoederisico | Inwoners met een verhoogd armoederisico | Habitants à risque accru de pauvreté | Residents at increased risk of poverty | IMPACT PERCENT LOWER_IS_BETTER YEARLY NOT_APPLICABLE 15.2 -0.9
inkomen-leefloon | Leefloners | Bénéficiaires du revenu d'intégration | Minimum income recipients | OUTCOME PERSONS NEITHER MONTHLY UNIQUE 1180 1.6
inkomen-schulddossiers | Lopende dossiers schuldhulp | Dossiers de surendettement en cours | Running debt cases | OUTCOME HOUSEHOLDS LOWER_IS_BETTER YEARLY COUNTED 640 0.8
inkomen-rechten | Gezinnen met een nieuw geopend recht | Ménages avec un droit nouvellement ouvert | Households with a newly opened right | OUTPUT HOUSEHOLDS HIGHER_IS_BETTER YEARLY UNIQUE 310 7.5
inkomen-steun | Uitbetaalde aanvullende steun | Aide complémentaire versée | Supplementary aid paid | OUTPUT EURO NEITHER QUARTERLY NOT_APPLICABLE 186000 3.1
inkomen-ongelijkheid | Verhouding tussen hoogste en laagste inkomensvijfde | Rapport entre le cinquième supérieur et inférieur des revenus | Ratio of highest to lowest income fifth | IMPACT RATIO LOWER_IS_BETTER YEARLY NOT_APPLICABLE 3.9 -0.4
`,
});
