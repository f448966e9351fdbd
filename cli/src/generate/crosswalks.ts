import { QUICKSCAN_AREA, type QuickscanArea, wordsOf } from '@kapstok/schema';
import type { City } from './city.ts';
import { Dice } from './dice.ts';
import { DOMAINS } from './domains/index.ts';
import { SOURCE } from './programme.ts';
import { local, type Row, tableOf } from './row.ts';

const AREA_CODES: Readonly<Record<QuickscanArea, string>> = {
  EMPLOYMENT: 'QS-EMPLOYMENT',
  INCOME_INEQUALITY: 'QS-INCOME',
  EDUCATION: 'QS-EDUCATION',
  WELFARE_AND_HEALTH: 'QS-WELFARE',
  HOUSING: 'QS-HOUSING',
  CULTURE_AND_LEISURE: 'QS-CULTURE',
  HUMAN_RIGHTS: 'QS-RIGHTS',
  MOBILITY: 'QS-MOBILITY',
};

const TERMS = tableOf(`
EU-1 | EU_STRAND | income-guarantee | Inkomensgarantie en sociale bescherming | Garantie de revenu et protection sociale | Income guarantee and social protection
EU-2 | EU_STRAND | activation | Activering | Activation | Activation
EU-3 | EU_STRAND | services | Toegang tot kwaliteitsvolle dienstverlening | Accès à des services de qualité | Access to quality services
SDG-1 | SDG | 1 | Geen armoede | Pas de pauvreté | No poverty
SDG-2 | SDG | 2 | Geen honger | Faim zéro | Zero hunger
SDG-3 | SDG | 3 | Goede gezondheid en welzijn | Bonne santé et bien-être | Good health and well-being
SDG-4 | SDG | 4 | Kwaliteitsonderwijs | Éducation de qualité | Quality education
SDG-8 | SDG | 8 | Waardig werk en economische groei | Travail décent et croissance économique | Decent work and economic growth
SDG-10 | SDG | 10 | Ongelijkheid verminderen | Inégalités réduites | Reduced inequalities
SDG-11 | SDG | 11 | Duurzame steden en gemeenschappen | Villes et communautés durables | Sustainable cities and communities
SDG-16 | SDG | 16 | Vrede, justitie en sterke publieke diensten | Paix, justice et institutions efficaces | Peace, justice and strong institutions
DAC-16011 | DAC_SECTOR | 16011 | Sociale bescherming: beleid en beheer | Protection sociale: politique et gestion | Social protection: policy and administration
DAC-16012 | DAC_SECTOR | 16012 | Sociale zekerheid | Sécurité sociale | Social security
DAC-16015 | DAC_SECTOR | 16015 | Sociale diensten | Services sociaux | Social services
DAC-12240 | DAC_SECTOR | 12240 | Basisvoeding | Nutrition de base | Basic nutrition
DAC-16020 | DAC_SECTOR | 16020 | Werkgelegenheid | Création d'emplois | Employment creation
DAC-16040 | DAC_SECTOR | 16040 | Betaalbare huisvesting | Logement à coût réduit | Low-cost housing
DAC-12220 | DAC_SECTOR | 12220 | Basisgezondheidszorg | Soins de santé de base | Basic health care
DAC-11240 | DAC_SECTOR | 11240 | Opvang en onderwijs voor jonge kinderen | Éducation de la petite enfance | Early childhood education
DAC-11230 | DAC_SECTOR | 11230 | Basisvaardigheden | Compétences de base | Basic life skills
DAC-16061 | DAC_SECTOR | 16061 | Cultuur | Culture | Culture
BBC-sociale-zaken | BBC_POLICY_DOMAIN | Sociale zaken | Sociale zaken | Affaires sociales | Social affairs
BBC-sociale-economie | BBC_POLICY_DOMAIN | Sociale economie | Sociale economie | Économie sociale | Social economy
BBC-sociale-huisvesting | BBC_POLICY_DOMAIN | Sociale huisvesting | Sociale huisvesting | Logement social | Social housing
BBC-gezondheid | BBC_POLICY_DOMAIN | Gezondheid | Gezondheid | Santé | Health
BBC-loketten | BBC_POLICY_DOMAIN | Loketten | Loketten | Guichets | Counters
BBC-gezin | BBC_POLICY_DOMAIN | Gezin | Gezin | Famille | Family
BBC-digitalisering | BBC_POLICY_DOMAIN | Digitalisering | Digitalisering | Numérisation | Digitisation
BBC-cultuur | BBC_POLICY_DOMAIN | Cultuur | Cultuur | Culture | Culture
BBC-inspraak | BBC_POLICY_DOMAIN | Inspraak | Inspraak | Participation | Participation
PLAN-VB | SUPRALOCAL_PLAN | PLAN-VB | Voorbeeldplan armoede van het gewest (fictief) | Plan pauvreté régional exemple (fictif) | Example regional poverty plan (fictional)
PLAN-VB-KIND | SUPRALOCAL_PLAN | PLAN-VB-KIND | Voorbeeldplan kinderarmoede (fictief) | Plan pauvreté infantile exemple (fictif) | Example child poverty plan (fictional)
OWN-1 | OWN | bewoners | Voorgesteld door bewoners | Proposé par des habitants | Proposed by residents
OWN-2 | OWN | proef | Proefproject | Projet pilote | Pilot project
`);

export function* crosswalkRows(): Generator<Row> {
  for (const [code = '', vocabulary, notation, nl = '', fr = '', en = ''] of TERMS) {
    // The goals of the United Nations have addresses; of the others none is certain.
    const uri = vocabulary === 'SDG' ? `http://metadata.un.org/sdg/${notation}` : undefined;
    yield { code, vocabulary, notation, ...local('title', { nl, fr, en }), uri, source: SOURCE };
  }
  for (const area of wordsOf(QUICKSCAN_AREA)) {
    const { nl, fr, en } = QUICKSCAN_AREA[area];
    const title = local('title', { nl, fr, en });
    yield { code: AREA_CODES[area], vocabulary: 'QUICKSCAN_AREA', notation: area, ...title, source: SOURCE };
  }
}

export function* domainCrosswalkRows(): Generator<Row> {
  for (const { code, terms } of DOMAINS)
    for (const [index, crosswalk] of terms.entries())
      yield { domain: code, crosswalk, basis: index === 0 ? 'STATED' : 'DERIVED' };
}

export function* actionCrosswalkRows({ seed, actions }: City): Generator<Row> {
  const dice = new Dice(seed, 'action-crosswalks');
  for (const { code, domain } of actions) {
    const terms = [...domain.terms, 'PLAN-VB', 'OWN-2'];
    for (const crosswalk of dice.some(terms, dice.whole(1, 3)))
      yield { action: code, crosswalk, basis: dice.weighted({ STATED: 4, DERIVED: 6 }) };
  }
}
