import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The county page, at `/` of the site; the task pane is built into the same folder beside it. */
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: {
    outDir: process.env.FUGONG_SITE ?? here('../../dist'),
    emptyOutDir: false,
    assetsDir: 'county',
    // Fluent UI is most of the page; it is fetched once and cached.
    chunkSizeWarningLimit: 1000,
  },
})
