import type { AnswerType } from '@kapstok/schema';
import { SOURCE } from './programme.ts';
import { local, type Row, tableOf } from './row.ts';

/**
 * The questionnaire: what `quickscan-plus` of the programme kortrijk-2013 asks, with French added. Its code is its own,
 * since a version that is loaded never changes.
 */
export const TEMPLATE = { template: 'voorbeeld-toets', version: 1 } as const;

const SECTIONS = tableOf(`
Q0 | Identificatie | Identification | Identification
Q1 | Quickscan A: gewicht | Quickscan A: poids | Quickscan A: significance
Q2 | Quickscan B: acht domeinen | Quickscan B: huit domaines | Quickscan B: eight areas
Q3 | Wie wordt geraakt | Qui est touché | Who is affected
Q4 | Effecten | Effets | Effects
Q5 | Kennis en bewijs | Connaissances et preuves | Evidence
Q6 | Alternatieven en ondervangende maatregelen | Alternatives et atténuation | Alternatives and mitigation
Q7 | Besluit van de toets | Conclusion du test | Conclusion
Q8 | Beslissing | Décision | Decision
Q9 | Opvolging | Suivi | Follow-up
`);

/** Section, code, type of answer | origins | Dutch | French | English. */
const QUESTION_TEXTS = tableOf(`
Q0 q0.1 REFERENCE | P | Wat wordt getoetst: actie, afspraak, reglement, tarief of budgetlijn? | Que teste-t-on: action, accord, règlement, tarif ou ligne budgétaire? | What is tested: action, agreement, regulation, tariff or budget line?
Q0 q0.2 MULTIPLE | FL IE | Op welk moment: bij het ontwerp, tijdens de uitvoering of bij herziening? | À quel moment: conception, exécution ou révision? | At which moment: design, running or review?
Q0 q0.3 TEXT | BE | Welk orgaan beslist, en wanneer is dat gepland? | Quel organe décide, et quand est-ce prévu? | Which body decides, and when is that planned?
Q0 q0.4 TEXT | FL | Welke dienst is verantwoordelijk en welke aandachtsambtenaar volgt op? | Quel service est responsable et quel agent de référence assure le suivi? | Which service is responsible and which attention officer follows it?
Q0 q0.5 YES_NO_POSSIBLY | FL | Staat het op de lijst van te toetsen maatregelen van deze legislatuur? | La mesure figure-t-elle sur la liste à tester durant cette législature? | Is it on the list of measures to be tested in this term?
Q1 q1.1 YES_NO_POSSIBLY | IE | Raakt het de hoofddoelen van het plan? | Touche-t-elle aux objectifs principaux du plan? | Does it touch the main goals of the plan?
Q1 q1.2 YES_NO_POSSIBLY | IE | Weegt het op het niveau of het aandeel van de uitgaven? | Pèse-t-elle sur le niveau ou la part des dépenses? | Does it matter for the level or share of spending?
Q1 q1.3 YES_NO_POSSIBLY | IE | Verandert het een bestaande regel, prijs of procedure? | Change-t-elle une règle, un prix ou une procédure? | Does it change an existing rule, price or procedure?
Q1 q1.4 YES_NO_POSSIBLY | IE | Voert het een bijdrage in of verhoogt het er een? | Introduit-elle ou augmente-t-elle une contribution? | Does it introduce or raise a charge?
Q1 q1.5 YES_NO_POSSIBLY | SC | Is het een strategische beslissing? | Est-ce une décision stratégique? | Is it a strategic decision?
Q1 q1.6 YES_NO_POSSIBLY | JK | Raakt het mensen jonger dan 25 rechtstreeks? | Touche-t-elle directement des personnes de moins de 25 ans? | Does it touch people under 25 directly?
Q1 q1.7 YES_NO_POSSIBLY | QC | Heeft het een rechtstreeks effect op het gezinsinkomen? | A-t-elle un effet direct sur le revenu des ménages? | Does it directly affect household income?
Q2 q2.1 EFFECT routes | FL | Welk effect op werkgelegenheid, en waarom? | Quel effet sur l'emploi, et pourquoi? | Which effect on employment, and why?
Q2 q2.2 EFFECT routes | FL | Welk effect op inkomensongelijkheid, en waarom? | Quel effet sur l'inégalité des revenus, et pourquoi? | Which effect on income inequality, and why?
Q2 q2.3 EFFECT routes | FL | Welk effect op onderwijs, en waarom? | Quel effet sur l'enseignement, et pourquoi? | Which effect on education, and why?
Q2 q2.4 EFFECT routes | FL | Welk effect op welzijn en volksgezondheid, en waarom? | Quel effet sur le bien-être et la santé publique, et pourquoi? | Which effect on welfare and public health, and why?
Q2 q2.5 EFFECT routes | FL | Welk effect op huisvesting, en waarom? | Quel effet sur le logement, et pourquoi? | Which effect on housing, and why?
Q2 q2.6 EFFECT routes | FL | Welk effect op cultuur en vrijetijdsbesteding, en waarom? | Quel effet sur la culture et les loisirs, et pourquoi? | Which effect on culture and leisure, and why?
Q2 q2.7 EFFECT routes | FL | Welk effect op respect voor mensenrechten, en waarom? | Quel effet sur le respect des droits humains, et pourquoi? | Which effect on respect for human rights, and why?
Q2 q2.8 EFFECT routes | FL | Welk effect op mobiliteit, en waarom? | Quel effet sur la mobilité, et pourquoi? | Which effect on mobility, and why?
Q3 q3.1 MULTIPLE | IE FL KO | Welke groepen worden geraakt? | Quels groupes sont touchés? | Which groups are affected?
Q3 q3.2 YES_NO_POSSIBLY | KO | Hebben mensen in armoede er zelf en meteen baat bij? | Les personnes en pauvreté en profitent-elles elles-mêmes et tout de suite? | Do people in poverty gain from it themselves and at once?
Q3 q3.3 TEXT | BE | Wie zou er slechter van kunnen worden? | Qui pourrait y perdre? | Who could lose by it?
Q3 q3.4 NUMBER | P | Hoeveel personen per groep, bij benadering? Leeg is onbekend. | Combien de personnes par groupe, environ? Vide veut dire inconnu. | How many persons per group, roughly? Empty is unknown.
Q4 q4.1 MULTIPLE | KO | Pakt het gevolgen of oorzaken van armoede aan? | S'attaque-t-elle aux conséquences ou aux causes de la pauvreté? | Does it tackle consequences or causes of poverty?
Q4 q4.2 EFFECT | QC | Effect op inkomen en levensduurte | Effet sur le revenu et le coût de la vie | Effect on income and cost of living
Q4 q4.3a EFFECT | BE P | Effect op toegang: prijs | Effet sur l'accès: prix | Effect on access: price
Q4 q4.3b EFFECT | BE P | Effect op toegang: afstand | Effet sur l'accès: distance | Effect on access: distance
Q4 q4.3c EFFECT | BE P | Effect op toegang: openingsuren | Effet sur l'accès: heures d'ouverture | Effect on access: opening hours
Q4 q4.3d EFFECT | BE P | Effect op toegang: alleen digitaal | Effet sur l'accès: numérique seulement | Effect on access: digital only
Q4 q4.3e EFFECT | BE P | Effect op toegang: papierwerk | Effet sur l'accès: formalités | Effect on access: paperwork
Q4 q4.3f EFFECT | BE P | Effect op toegang: wachttijd | Effet sur l'accès: délai d'attente | Effect on access: waiting time
Q4 q4.4 EFFECT | BE | Effect op drempels om deel te nemen | Effet sur les obstacles à la participation | Effect on thresholds to taking part
Q4 q4.5 EFFECT | P | Effect op informatie en taal | Effet sur l'information et la langue | Effect on information and language
Q4 q4.6 EFFECT | P | Effect op stigma, controle en privacy | Effet sur la stigmatisation, le contrôle et la vie privée | Effect on stigma, control and privacy
Q4 q4.7 TEXT | FL | Kan het recht automatisch worden toegekend: ja, deels of nee, en wat staat in de weg? | Le droit peut-il être octroyé automatiquement: oui, en partie ou non, et qu'est-ce qui l'empêche? | Can the right be granted automatically: yes, partly or no, and what stands in the way?
Q4 q4.8 EFFECT | FL IE | Effect op ongelijkheid die tot armoede kan leiden | Effet sur les inégalités pouvant mener à la pauvreté | Effect on inequality that may lead to poverty
Q5 q5.1 TEXT | FL | Wat zegt de beleidskennis? | Que dit la connaissance politique? | What does policy knowledge say?
Q5 q5.2 TEXT | FL | Wat zegt de ervaringskennis: bijeenkomst, organisatie en aantal deelnemers, zonder namen? | Que dit le vécu: réunion, organisation et nombre de participants, sans noms? | What does experience say: session, organisation and number of participants, without names?
Q5 q5.3 TEXT | FL | Wat zegt de wetenschap? | Que dit la science? | What does science say?
Q5 q5.4 REFERENCE | SC | Welke indicatoren zijn geraadpleegd? | Quels indicateurs ont été consultés? | Which indicators were consulted?
Q5 q5.5 TEXT | SC | Wat is niet geweten en hoe kan dat aangevuld worden? | Qu'ignore-t-on et comment combler cette lacune? | What is not known and how can the gap be filled?
Q5 q5.6 TEXT | IE | Is er overlegd, en met wie? | Y a-t-il eu concertation, et avec qui? | Was there consultation, and with whom?
Q6 q6.1 TEXT | IE BE | Welke alternatieven zijn bekeken? | Quelles alternatives ont été examinées? | Which alternatives were considered?
Q6 q6.2 TEXT | BE | Welke ondervangende maatregelen, elk met eigenaar en datum? | Quelles mesures d'atténuation, chacune avec responsable et date? | Which mitigating measures, each with owner and date?
Q6 q6.3 TEXT | SC | Wat kan ongelijkheid nog verder verkleinen? | Qu'est-ce qui réduirait encore les inégalités? | What could reduce inequality further?
Q7 q7.1 MULTIPLE | FL | Eindbeeld: versterkt, neutraal, verzwakt, gemengd of niet te bepalen | Bilan: renforce, neutre, affaiblit, mitigé ou indéterminé | Overall: strengthens, neutral, weakens, mixed or undetermined
Q7 q7.2 MULTIPLE | FL | Advies: doorgaan, doorgaan met aanpassingen, heroverwegen of stoppen | Avis: poursuivre, poursuivre avec des adaptations, reconsidérer ou arrêter | Advice: proceed, proceed with adjustments, reconsider or stop
Q7 q7.3 YES_NO_POSSIBLY | P | Is er een afwijkende mening opgetekend? | Un avis divergent est-il consigné? | Is a dissenting view recorded?
Q8 q8.1 TEXT | P | Antwoord van het beslissend orgaan per aanbeveling: overgenomen, deels of verworpen, met reden | Réponse de l'organe par recommandation: adoptée, en partie ou rejetée, avec motif | Answer of the deciding body per recommendation: adopted, partly or rejected, with reason
Q8 q8.2 TEXT | SC | Welke functie ondertekent? | Quelle fonction signe? | Which office signs?
Q8 q8.3 REFERENCE | IE SC | Waar staat de toets gepubliceerd? | Où le test est-il publié? | Where is the test published?
Q9 q9.1 REFERENCE | IE | Welke indicator volgt het effect, en hoe vaak? | Quel indicateur suit l'effet, et à quelle fréquence? | Which indicator follows the effect, and how often?
Q9 q9.2 DATE | P | Wanneer, of bij welk voorval, volgt een nieuwe toets? | Quand, ou à quel événement, un nouveau test suit-il? | When, or at which event, does a new test follow?
Q9 q9.3 TEXT | P | Hoe staat het met de aanbevelingen: open, gedaan, te laat? | Où en sont les recommandations: ouvertes, faites, en retard? | How do the recommendations stand: open, done, overdue?
Q9 q9.4 NUMBER | SC | Kwaliteit van de toets zelf per fase, van 1 tot 4 | Qualité du test lui-même par étape, de 1 à 4 | Quality of the test itself per stage, from 1 to 4
`);

export const QUESTIONS = QUESTION_TEXTS.map(([facts = '', origins = '', nl = '', fr = '', en = '']) => {
  const [section = '', code = '', type, routes] = facts.split(' ');
  return {
    section,
    code,
    type: type as AnswerType,
    isRouting: routes === 'routes',
    origins,
    text: { nl, fr, en },
  };
});

export function* templateRows(): Generator<Row> {
  yield {
    code: TEMPLATE.template,
    version: TEMPLATE.version,
    ...local('title', {
      nl: 'Voorbeeld: armoedetoets in twee stappen',
      fr: 'Exemple: test pauvreté en deux étapes',
      en: 'Example: poverty test in two steps',
    }),
    ...local('description', {
      nl: 'Dezelfde vragen als het sjabloon quickscan-plus; geen officieel formulier. Is een effect op een van de acht domeinen anders dan nul of onbekend, dan volgt de volledige toets; anders is een reden verplicht.',
      fr: "Les mêmes questions que le modèle quickscan-plus; pas un formulaire officiel. Si un effet dans l'un des huit domaines n'est pas nul, ou est inconnu, le test complet suit; sinon un motif est exigé.",
      en: 'The same questions as the template quickscan-plus; not an official form. If an effect in one of the eight areas is not zero, or unknown, the full test follows; otherwise a reason is required.',
    }),
    source: SOURCE,
  };
}

export function* sectionRows(): Generator<Row> {
  for (const [index, [code = '', nl = '', fr = '', en = '']] of SECTIONS.entries())
    yield { ...TEMPLATE, code, position: index + 1, ...local('title', { nl, fr, en }) };
}

export function* questionRows(): Generator<Row> {
  for (const [index, { section, code, type, isRouting, origins, text }] of QUESTIONS.entries())
    yield {
      ...TEMPLATE,
      section,
      code,
      position: index + 1,
      ...local('text', text),
      answer_type: type,
      origins,
      routes_to_full_test: isRouting,
    };
}
