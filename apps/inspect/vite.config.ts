import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const api = process.env.CONNECT_URL ?? 'http://127.0.0.1:3000';

/* Compression is done once for all clients by scripts/build.ts. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/inspect/',
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      // We register it ourselves: the content security policy allows no inline script.
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png,woff2}'] },
      manifest: {
        id: '/inspect/',
        name: 'Connect Inspect',
        short_name: 'Inspect',
        description: 'Site inspections, with or without a signal.',
        start_url: '/inspect/',
        scope: '/inspect/',
        display: 'standalone',
        background_color: '#f7f6f3',
        theme_color: '#17577a',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  css: { modules: { generateScopedName: '[local]_[hash:base64:5]' } },
  server: {
    port: 5174,
    proxy: Object.fromEntries(['/v1', '/auth', '/health'].map((path) => [path, { target: api }])),
  },
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // The content security policy allows no inlined fonts, and a cached file beats a longer sheet.
    assetsInlineLimit: 0,
    // All of it is precached anyway; a lazy part would be missing exactly when there is no network.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
  },
});
