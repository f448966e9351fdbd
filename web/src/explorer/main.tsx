/** @jsxImportSource react */
// The editor's workers, as files of our own: the policy allows no script from elsewhere.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '../styles/tokens.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { loadSpeech } from '../i18n/load.ts';
import { Explorer } from './explorer.tsx';
import { readRequest } from './request.ts';
import { mendTabRoles } from './tab-roles.ts';

const place = document.getElementById('explorer');
const request = readRequest(location.search, navigator.languages);
void loadSpeech(request.pageLanguage).then(({ messages }) => {
  if (!place) return;
  createRoot(place).render(<Explorer request={request} messages={messages} />);
  mendTabRoles(place);
});
