import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const site = process.env.FUGONG_SITE ?? resolve(root, '../../../.fugong/site')

/** The page that plays Excel, served at /excel beside the task pane it hosts. */
export default defineConfig({
  root,
  base: '/excel/',
  publicDir: false,
  build: {
    outDir: resolve(site, 'excel'),
    emptyOutDir: true,
    target: 'es2023',
    // Two spreadsheet libraries make it large; it is no part of what people are served.
    chunkSizeWarningLimit: 2000,
  },
})
