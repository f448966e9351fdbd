import { parseAcceptLanguage } from '@kapstok/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml, htmlPage, type PageText, pageLanguage } from '../http/html.ts';
import { refuse, wantsPage } from '../http/refuse.ts';
import type { Refusal } from '../limits/refusal.ts';

/** A refusal that a person sees in a browser: what to do, in their language. */
interface SignInRefusal extends Refusal {
  readonly title: PageText;
  readonly advice: PageText;
}

export const NOT_SIGNED_IN: SignInRefusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'You were not signed in. Sign in again; if it does not work, ask whoever keeps this hub.',
  title: { nl: 'U bent niet aangemeld', fr: 'Vous n’êtes pas connecté', en: 'You are not signed in' },
  advice: {
    nl: 'Meld u opnieuw aan. Lukt het dan nog niet, vraag het aan de beheerder van deze hub.',
    fr: 'Connectez-vous à nouveau. Si cela ne marche toujours pas, demandez à l’administrateur de ce hub.',
    en: 'Sign in again. If it still does not work, ask whoever keeps this hub.',
  },
};

export const PROVIDER_AWAY: SignInRefusal = {
  status: 503,
  code: 'SUBGRAPH_UNAVAILABLE',
  message: 'Signing in does not work right now. Try again in a minute.',
  headers: { 'retry-after': '60' },
  title: {
    nl: 'Aanmelden lukt nu niet',
    fr: 'La connexion ne fonctionne pas pour l’instant',
    en: 'Signing in does not work right now',
  },
  advice: {
    nl: 'Probeer het over een minuut opnieuw. Wat openbaar is, kunt u intussen lezen.',
    fr: 'Réessayez dans une minute. Ce qui est public reste lisible.',
    en: 'Try again in a minute. What is public can be read meanwhile.',
  },
};

export const NEEDS_HTTPS: SignInRefusal = {
  status: 403,
  code: 'BAD_REQUEST',
  message: 'Signing in needs https: over plain http others on the way could take your session.',
  title: {
    nl: 'Aanmelden kan alleen over https',
    fr: 'La connexion exige https',
    en: 'Signing in needs https',
  },
  advice: {
    nl: 'Open deze hub met https:// aan het begin van het adres. Over gewoon http kan iemand onderweg uw sessie overnemen.',
    fr: 'Ouvrez ce hub avec https:// au début de l’adresse. En http simple, quelqu’un en chemin pourrait prendre votre session.',
    en: 'Open this hub with https:// at the start of the address. Over plain http somebody on the way could take your session.',
  },
};

const AGAIN: PageText = { nl: 'Opnieuw aanmelden', fr: 'Se connecter à nouveau', en: 'Sign in again' };
const HOME: PageText = { nl: 'Naar de startpagina', fr: 'Vers la page d’accueil', en: 'To the start page' };

/** Answers with a page that says what to do; with JSON to what is no browser. */
export function refuseSignIn(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  refusal: SignInRefusal,
  signInPath: string,
): FastifyReply {
  if (!wantsPage(headers.accept)) return refuse(reply, refusal);
  const language = pageLanguage(parseAcceptLanguage(headers['accept-language']));
  const body = `<h1>${escapeHtml(refusal.title[language])}</h1>
<p>${escapeHtml(refusal.advice[language])}</p>
<p><a class="button" href="${signInPath}">${AGAIN[language]}</a></p>
<p><a href="/">${HOME[language]}</a></p>`;
  return reply
    .code(refusal.status)
    .headers(refusal.headers ?? {})
    .type('text/html; charset=utf-8')
    .send(htmlPage({ language, title: refusal.title[language], body }));
}
