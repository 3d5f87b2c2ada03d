import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))

// The Worker names the folder of built pages; in a fresh clone nothing is built yet.
mkdirSync(`${root}/dist`, { recursive: true })

process.env.SETUP_CODE = 'setup-code-of-the-tests'

export default defineConfig({
  root,
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: `${root}/wrangler.toml` },
      miniflare: {
        // A deployment above and ten below it, each with its own database (test/worker/deployments.ts).
        d1Databases: Array.from({ length: 10 }, (_, index) => `OTHER_${index + 1}`),
        bindings: {
          MIGRATIONS: await readD1Migrations(`${root}/worker/migrations`),
        },
      },
    })),
  ],
  test: {
    name: 'worker',
    include: ['test/worker/**/*.test.ts'],
    testTimeout: 60_000,
    setupFiles: ['test/worker/setup.ts'],
    // How long the oracle test goes on, and which run of all it is: see test/worker/oracle/.
    provide: {
      oracle: {
        operations: Number(process.env.ORACLE_OPS ?? 20_000),
        seed: Number(process.env.ORACLE_SEED ?? 20200225),
      },
    },
  },
})
