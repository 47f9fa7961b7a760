import '@connect/ui/styles.css';
import './app/inspect.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { install } from './app/install.ts';
import { start } from './app/session.ts';
import { startSync } from './sync/sync.ts';

const root = createRoot(document.getElementById('root')!);

try {
  // What lies on the device is read before anything is drawn: it takes no network, and nothing jumps.
  await start();
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  startSync();
  void install();
} catch {
  root.render(
    <main className="first-paint" role="alert">
      This browser did not open its storage. Leave private browsing or free some room, then reload.
    </main>,
  );
}
