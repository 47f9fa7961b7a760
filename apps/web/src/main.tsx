import '@connect/ui/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.tsx';
import { sessionKnown } from './state/session.ts';

/* The session is asked for before React is set up: both then take the time of one. */
void sessionKnown();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
