import type { Language } from './language.ts';

/** From how many people on a cell is shown, by who reads it outside the city. */
export const WITHHELD_UNDER = { PARTNER: 5, PUBLIC: 10 } as const;
/** Rates on fewer people than this are shown with the mark that they are unreliable. */
export const RELIABLE_FROM = 30;

/** What stands beside each withheld value. */
export const WITHHELD_EXPLANATION: Readonly<Record<Language, string>> = {
  nl: 'Afgeschermd, zodat niemand in het cijfer te herkennen is. Het getal kan klein zijn of groot.',
  fr: 'Masqué, pour que personne ne puisse être reconnu dans le chiffre. Le nombre peut être petit ou grand.',
  en: 'Withheld, so that nobody can be recognised in the figure. The number may be small or large.',
  de: 'Zurückgehalten, damit niemand in der Zahl zu erkennen ist. Sie kann klein oder groß sein.',
};

export interface MethodPage {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const { PARTNER, PUBLIC } = WITHHELD_UNDER;

/** The method, for everybody to read: that it is known takes nothing away from it. */
export const WITHHOLDING_METHOD: Readonly<Record<Language, MethodPage>> = {
  nl: {
    title: 'Waarom sommige cijfers ontbreken',
    paragraphs: [
      `Een cijfer over minder dan ${PUBLIC} mensen tonen wij niet aan het publiek, en een over minder dan ${PARTNER} niet aan partners en evaluatoren. Ook nul is klein, tenzij de regels het zo maken. Bij een percentage telt ook voor hoeveel mensen het niet geldt.`,
      'Wie de andere cijfers van een tabel en het totaal kent, kan het ontbrekende uitrekenen. Daarom schermen wij nog andere cijfers af, zo weinig mogelijk, en zo dat elk afgeschermd cijfer nog ver genoeg uiteen kan liggen: de grootste waarde die past bij alles wat ooit getoond is, ligt minstens die grens boven de kleinste.',
      'Teller, noemer en percentage gaan samen. Een beslissing geldt voor altijd: wat getoond is, blijft getoond; wat afgeschermd is, blijft afgeschermd, ook na een herziening.',
      'Van een cijfer dat herzien werd, ziet u buiten de stad elke versie die bij een vrijgave de laatste was. Wat vóór de eerste vrijgave al vervangen was, blijft bij de stad: wie oude en nieuwe cijfers naast elkaar legt, kan uitrekenen wat afgeschermd is.',
      `Er is één teken voor alles wat afgeschermd is: het zegt niet of een getal klein is. Een percentage op minder dan ${RELIABLE_FROM} mensen tonen wij met de vermelding dat het onbetrouwbaar is.`,
    ],
  },
  fr: {
    title: 'Pourquoi certains chiffres manquent',
    paragraphs: [
      `Un chiffre sur moins de ${PUBLIC} personnes n’est pas montré au public, ni un chiffre sur moins de ${PARTNER} aux partenaires et aux évaluateurs. Zéro est petit aussi, sauf si les règles l’imposent. Pour un pourcentage, le nombre de personnes qu’il ne concerne pas compte également.`,
      'Qui connaît les autres chiffres d’un tableau et le total peut calculer celui qui manque. C’est pourquoi nous masquons d’autres chiffres, le moins possible, de sorte que chaque chiffre masqué garde assez de jeu : la plus grande valeur compatible avec tout ce qui a jamais été montré dépasse la plus petite d’au moins ce seuil.',
      'Numérateur, dénominateur et pourcentage vont ensemble. Une décision vaut pour toujours : ce qui est montré reste montré, ce qui est masqué reste masqué, même après une révision.',
      'D’un chiffre révisé, on voit hors de la ville chaque version qui était la dernière lors d’une diffusion. Ce qui avait été remplacé avant la première diffusion reste à la ville : qui compare anciens et nouveaux chiffres peut calculer ce qui est masqué.',
      `Un seul signe marque tout ce qui est masqué : il ne dit pas si un nombre est petit. Un pourcentage sur moins de ${RELIABLE_FROM} personnes est montré avec la mention qu’il est peu fiable.`,
    ],
  },
  en: {
    title: 'Why some figures are missing',
    paragraphs: [
      `A figure about fewer than ${PUBLIC} people is not shown to the public, and one about fewer than ${PARTNER} not to partners and evaluators. Zero is small too, unless the rules make it so. Of a percentage, the number of people for whom it does not hold counts as well.`,
      'Whoever knows the other figures of a table and the total can work out the one that is missing. So we withhold others too, as few as we can, such that each withheld figure can still lie far enough apart: the largest value that fits everything ever shown is at least that threshold above the smallest.',
      'Numerator, denominator and percentage go together. A decision holds for good: what was shown stays shown, what was withheld stays withheld, after a revision as well.',
      'Of a figure that was revised, those outside the city see each version that was the last one when figures were released. What had been replaced before the first release stays with the city: whoever sets old figures beside new ones can work out what is withheld.',
      `There is one mark for all that is withheld: it does not say whether a number is small. A percentage on fewer than ${RELIABLE_FROM} people is shown with the remark that it is unreliable.`,
    ],
  },
  de: {
    title: 'Warum manche Zahlen fehlen',
    paragraphs: [
      `Eine Zahl über weniger als ${PUBLIC} Menschen zeigen wir der Öffentlichkeit nicht, eine über weniger als ${PARTNER} nicht den Partnern und Evaluierenden. Auch Null ist klein, außer wenn die Regeln sie erzwingen. Bei einem Prozentsatz zählt auch, für wie viele Menschen er nicht gilt.`,
      'Wer die anderen Zahlen einer Tabelle und die Summe kennt, kann die fehlende ausrechnen. Darum halten wir weitere zurück, so wenige wie möglich und so, dass jede zurückgehaltene Zahl weit genug streuen kann: Der größte Wert, der zu allem je Gezeigten passt, liegt mindestens um diese Schwelle über dem kleinsten.',
      'Zähler, Nenner und Prozentsatz gehören zusammen. Eine Entscheidung gilt für immer: Gezeigtes bleibt gezeigt, Zurückgehaltenes bleibt zurückgehalten, auch nach einer Revision.',
      'Von einer revidierten Zahl sieht man außerhalb der Stadt jede Fassung, die bei einer Freigabe die letzte war. Was vor der ersten Freigabe schon ersetzt war, bleibt bei der Stadt: Wer alte und neue Zahlen nebeneinanderlegt, kann Zurückgehaltenes ausrechnen.',
      `Ein einziges Zeichen steht für alles Zurückgehaltene: Es sagt nicht, ob eine Zahl klein ist. Ein Prozentsatz auf weniger als ${RELIABLE_FROM} Menschen wird mit dem Hinweis gezeigt, dass er unzuverlässig ist.`,
    ],
  },
};
