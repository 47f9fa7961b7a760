import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.CONNECT_URL ?? 'http://127.0.0.1:3000';
const forwarded = ['/v1', '/auth', '/health', '/docs', '^/inspect(/|$)', '/.well-known'];

/* Compression is done once for all clients by scripts/build.ts. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  css: { modules: { generateScopedName: '[local]_[hash:base64:5]' } },
  server: {
    port: 5173,
    proxy: Object.fromEntries(forwarded.map((path) => [path, { target: api, changeOrigin: false }])),
  },
  build: {
    target: 'es2023',
    sourcemap: false,
    // What belongs to which page, for scripts/build/budget.ts.
    manifest: true,
    reportCompressedSize: false,
    // The content security policy allows no inlined fonts, and a cached file beats a longer sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
