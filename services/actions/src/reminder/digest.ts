import { type Language, type LocalText, pickText, type ReminderStep } from '@kapstok/schema';
import { daysLeft } from '../period/period.ts';

/** What a digest is about. */
export interface DigestPeriod {
  readonly code: string;
  readonly title: LocalText;
  readonly dueOn: string;
  readonly language: Language;
}
export interface DigestAction {
  readonly code: string;
  readonly title: LocalText;
  readonly isReturned: boolean;
}

const STEPS: readonly (readonly [ReminderStep, number])[] = [
  ['OVERDUE', -1],
  ['DAYS_7', 7],
  ['DAYS_14', 14],
  ['DAYS_21', 21],
];

/** The step on which a period stands today; null while it is too early to remind. Only the present one is told. */
export function stepOn(dueOn: string, today: string): ReminderStep | null {
  const left = daysLeft(dueOn, today);
  return STEPS.find(([, within]) => left <= within)?.[0] ?? null;
}

interface Words {
  due(period: string, day: string, left: number): string;
  list(count: number): string;
  readonly returned: string;
}

const NL: Words = {
  due: (period, day, left) =>
    left < 0
      ? `De rapportering over ${period} had klaar moeten zijn op ${day}.`
      : `De rapportering over ${period} wordt verwacht op ${day}: nog ${left} dagen.`,
  list: (count) => `Deze acties (${count}) wachten nog op een verslag van uw organisatie:`,
  returned: 'teruggestuurd met een opmerking',
};
const FR: Words = {
  due: (period, day, left) =>
    left < 0
      ? `Le rapport sur ${period} était attendu le ${day}.`
      : `Le rapport sur ${period} est attendu le ${day} : encore ${left} jours.`,
  list: (count) => `Ces actions (${count}) attendent encore un rapport de votre organisation :`,
  returned: 'renvoyé avec une remarque',
};
const EN: Words = {
  due: (period, day, left) =>
    left < 0
      ? `The report on ${period} was due on ${day}.`
      : `The report on ${period} is due on ${day}: ${left} days left.`,
  list: (count) => `These actions (${count}) still wait for a report of your organisation:`,
  returned: 'returned with a remark',
};
const WORDS: Readonly<Record<Language, Words>> = { nl: NL, fr: FR, en: EN, de: EN };

/** The digest as plain text. It tells nothing of drafts: directors read it too. */
export function digestText(period: DigestPeriod, actions: readonly DigestAction[], today: string): string {
  const words = WORDS[period.language];
  const text = (title: LocalText) => pickText(title, [period.language]).text;
  const lines = actions.map(
    ({ code, title, isReturned }) => `- ${code} ${text(title)}${isReturned ? ` (${words.returned})` : ''}`,
  );
  const due = words.due(`${period.code}, ${text(period.title)}`, period.dueOn, daysLeft(period.dueOn, today));
  return [due, '', words.list(actions.length), ...lines, ''].join('\n');
}
