import '@connect/ui/styles.css';
import './app/inspect.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { install } from './app/install.ts';
import { start } from './app/session.ts';
import { startSync } from './sync/sync.ts';

/* What lies on the device is read before anything is drawn: it takes no network, and nothing jumps. */
await start();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
startSync();
void install();
