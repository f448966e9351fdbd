import { type LocalText, pickText } from '@kapstok/schema';
import { escapeHtml, htmlPage, PAGE_LANGUAGES, type PageText } from '../http/html.ts';
import type { DemoPersona } from './persona.ts';

const LANGUAGE_NAMES: PageText = { nl: 'Nederlands', fr: 'Français', en: 'English' };
const LANGUAGE: PageText = { nl: 'Taal', fr: 'Langue', en: 'Language' };
const TITLE: PageText = { nl: 'Kijk rond als …', fr: 'Faire le tour en tant que …', en: 'Look around as …' };
const INTRO: PageText = {
  nl: 'Dit is een demonstratie. Elke rol hieronder heeft een verzonnen account zonder wachtwoord: één klik en u ziet wat die persoon ziet, en niets meer. U kunt altijd afmelden en een ander kiezen.',
  fr: 'Ceci est une démonstration. Chaque rôle ci-dessous a un compte fictif sans mot de passe : un clic et vous voyez ce que cette personne voit, rien de plus. Vous pouvez toujours vous déconnecter et en choisir un autre.',
  en: 'This is a demonstration. Each role below has a made-up account without a password: one click and you see what that person sees, and nothing more. You can always sign out and choose another.',
};
const ENTER: PageText = { nl: 'Meld aan als', fr: 'Se connecter comme', en: 'Sign in as' };
const WITHOUT: PageText = {
  nl: 'Of blijf zonder account: dan ziet u wat openbaar is.',
  fr: 'Ou restez sans compte : vous voyez alors ce qui est public.',
  en: 'Or stay without an account: you then see what is public.',
};
const HOME: PageText = { nl: 'Naar de startpagina', fr: 'Vers la page d’accueil', en: 'To the start page' };

/** The page that explains each demo account and signs in with one click. */
export function demoPage(
  language: keyof PageText,
  personas: readonly DemoPersona[],
  returnTo: string,
): string {
  const languages = PAGE_LANGUAGES.map((one) => {
    const current = one === language ? ' aria-current="true"' : '';
    const address = `/demo?${new URLSearchParams({ lang: one, return: returnTo })}`;
    return `<a href="${escapeHtml(address)}" lang="${one}" hreflang="${one}"${current}>${LANGUAGE_NAMES[one]}</a>`;
  });
  const cards = personas.map((persona) => card(persona, language, returnTo));
  return htmlPage({
    language,
    title: TITLE[language],
    aside: `<nav aria-label="${LANGUAGE[language]}">${languages.join('')}</nav>`,
    body: `<h1>${TITLE[language]}</h1><p>${INTRO[language]}</p>
<ul class="cards">${cards.join('\n')}</ul>
<p class="quiet">${WITHOUT[language]} <a href="/?lang=${language}">${HOME[language]}</a></p>`,
  });
}

function card({ id, name, title, about }: DemoPersona, language: keyof PageText, returnTo: string): string {
  const text = (given: LocalText) => escapeHtml(pickText(given, [language, 'en']).text);
  const address = `/sign-in?${new URLSearchParams({ as: id, return: returnTo })}`;
  return `<li><h2>${text(title)}</h2><p class="quiet">${escapeHtml(name)}</p><p>${text(about)}</p>
<p class="go"><a class="button" href="${escapeHtml(address)}">${ENTER[language]} ${escapeHtml(name)}</a></p></li>`;
}
