import '../tokens.css';
import './start.css';
import { pickLanguage } from '../language.ts';
import { startPage } from './page.ts';

const asked = new URLSearchParams(location.search).get('lang');
const language = pickLanguage(asked, navigator.languages);
document.documentElement.lang = language;
document.body.replaceChildren(...startPage(language));
