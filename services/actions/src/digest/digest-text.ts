import { groupBy } from '@kapstok/kit';
import {
  type Language,
  type LocalText,
  pickText,
  type ReminderStep,
  WORK_KIND,
  type WorkKind,
  wordsOf,
} from '@kapstok/schema';
import { daysLeft } from '../period/period.ts';
import { stepOn } from '../reminder/digest.ts';

/** Something that waits for a person, with the words to tell it. */
export interface WaitingItem {
  readonly id: string;
  readonly kind: WorkKind;
  readonly programme: LocalText;
  readonly language: Language;
  readonly code: string;
  readonly title: LocalText;
  /** Code; null when it is about no report. */
  readonly period: string | null;
  readonly dueOn: string;
  /** What is told of it once: the report, or one content of it. */
  readonly news: string;
}

/** Lines of one kind that are told; a digest is no list. */
const MOST_LINES = 30;

interface Words {
  due(day: string, left: number): string;
  more(count: number): string;
}
const NL: Words = {
  due: (day, left) => (left < 0 ? `had klaar moeten zijn op ${day}` : `tegen ${day}, nog ${left} dagen`),
  more: (count) => `… en nog ${count}`,
};
const FR: Words = {
  due: (day, left) => (left < 0 ? `attendu le ${day}` : `pour le ${day}, encore ${left} jours`),
  more: (count) => `… et encore ${count}`,
};
const EN: Words = {
  due: (day, left) => (left < 0 ? `was due on ${day}` : `due on ${day}, ${left} days left`),
  more: (count) => `… and ${count} more`,
};
const WORDS: Readonly<Record<Language, Words>> = { nl: NL, fr: FR, en: EN, de: EN };
const LABEL: Readonly<Record<Language, 'nl' | 'fr' | 'en'>> = { nl: 'nl', fr: 'fr', en: 'en', de: 'en' };

/** What is new about an item today, by name; null while it is too early to tell of it. */
export function newsOf({ kind, news, dueOn }: WaitingItem, today: string): string | null {
  const step: ReminderStep | null = stepOn(dueOn, today);
  if (kind === 'REPORT' || kind === 'FINISH') return step === null ? null : `${news} ${step}`;
  // The rest is told as soon as it waits, and once more when it is late.
  return step === 'OVERDUE' ? `${news} ${step}` : news;
}

/** The digest of a person as plain text: by programme, then by what is to be done. */
export function digestOf(items: readonly WaitingItem[], today: string): string {
  const programmes = groupBy(items, ({ programme, language }) => pickText(programme, [language]).text);
  return [...programmes].map(([title, own]) => `${title}\n\n${sections(own, today)}`).join('\n');
}

function sections(items: readonly WaitingItem[], today: string): string {
  return wordsOf(WORK_KIND)
    .map((kind) => items.filter((item) => item.kind === kind))
    .filter(([first]) => first !== undefined)
    .map((group) => section(group, today))
    .join('\n');
}

function section(items: readonly WaitingItem[], today: string): string {
  const [{ kind, language }] = items as [WaitingItem];
  const words = WORDS[language];
  const lines = items.slice(0, MOST_LINES).map(({ code, title, period, dueOn }) => {
    const about = period === null ? '' : `, ${period}`;
    return `- ${code} ${pickText(title, [language]).text}${about}: ${words.due(dueOn, daysLeft(dueOn, today))}`;
  });
  const rest = items.length - lines.length;
  const more = rest > 0 ? [words.more(rest)] : [];
  return [`${WORK_KIND[kind][LABEL[language]]} (${items.length})`, ...lines, ...more, ''].join('\n');
}
