// The editor's workers, as files of our own: the policy allows no script from elsewhere.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '../tokens.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.tsx';
import { readRequest } from './request.ts';

const place = document.getElementById('explorer');
if (place) createRoot(place).render(<Explorer request={readRequest(location.search, navigator.languages)} />);
