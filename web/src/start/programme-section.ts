import type { PageLanguage } from '../language.ts';
import type { Strings } from '../strings.ts';
import { h } from './dom.ts';
import { programmeCard } from './programme-card.ts';
import { fetchProgrammes, type ProgrammesAnswer } from './programmes.ts';

function noteFor(answer: ProgrammesAnswer, strings: Strings): string {
  if (answer.kind === 'failed') return strings.failed;
  if (answer.isPartial) return strings.partial;
  return answer.programmes.length === 0 ? strings.none : '';
}

/** The section that names the loaded programmes; it fills itself and can be asked to try again. */
export function programmeSection(language: PageLanguage, strings: Strings): HTMLElement {
  // The note is a live region that stays in place: what changes inside it is read out.
  const note = h('p', { class: 'note', role: 'status' });
  const retry = h('button', { type: 'button', hidden: true }, strings.retry);
  const list = h('ul', { class: 'rack', hidden: true });
  const section = h(
    'section',
    { 'aria-labelledby': 'programmes' },
    h('h2', { id: 'programmes' }, strings.programmes),
    note,
    retry,
    list,
  );

  const load = async () => {
    section.setAttribute('aria-busy', 'true');
    retry.hidden = true;
    note.textContent = strings.loading;
    const answer = await fetchProgrammes(language);
    const cards = answer.kind === 'loaded' ? answer.programmes : [];
    list.replaceChildren(...cards.map((card) => programmeCard(card, language, strings)));
    list.hidden = cards.length === 0;
    note.textContent = noteFor(answer, strings);
    retry.hidden = answer.kind === 'loaded' && !answer.isPartial;
    section.setAttribute('aria-busy', 'false');
  };
  retry.addEventListener('click', load);
  void load();
  return section;
}
