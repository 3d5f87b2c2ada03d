import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Microsoft's CDN; tenants of 21Vianet in China set their own, the local demo a copy of npm's. */
const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js'

const root = import.meta.dirname

/**
 * Builds the task pane.
 * - `FUGONG_OFFICE_JS`: address of office.js the page loads
 * - `FUGONG_SITE`: folder to build into; other parts of the site are built into the same one
 */
export default defineConfig({
  root,
  plugins: [react()],
  publicDir: resolve(root, 'assets'),
  define: {
    'import.meta.env.FUGONG_OFFICE_JS': JSON.stringify(process.env.FUGONG_OFFICE_JS ?? OFFICE_JS),
  },
  worker: { format: 'es' },
  build: {
    outDir: resolve(process.env.FUGONG_SITE ?? resolve(root, '../dist')),
    emptyOutDir: false,
    assetsDir: 'pane',
    // The oldest engines that show the pane: the last WebView2 of Windows 7 and 8, Safari's on macOS 11.
    target: ['chrome109', 'safari16.4'],
    // Fluent and React; loaded once from the county's own server and kept.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: resolve(root, 'taskpane.html') },
  },
})
