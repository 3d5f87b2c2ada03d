import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { root, runTool } from './tools.ts'

/** The commands by which the operator's guide keeps a copy of the database and restores it. */

const folder = mkdtempSync(join(tmpdir(), 'fugong-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const MINUTES = 60_000

async function wrangler(place: string, ...args: string[]): Promise<string> {
  const { status, output } = await runTool('wrangler', [...args, '--cwd', join(folder, place)], {
    env: { CI: 'true', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_LOG_PATH: folder },
  })
  expect(status, output).toBe(0)
  return output
}

/** A place with a database of its own. */
function placeOf(name: string): string {
  mkdirSync(join(folder, name))
  const settings = [
    'name = "fugong"',
    'compatibility_date = "2026-11-01"',
    '[[d1_databases]]',
    'binding = "DB"',
    'database_name = "fugong"',
    'database_id = "fugong"',
    `migrations_dir = ${JSON.stringify(join(root, 'worker/migrations'))}`,
  ]
  writeFileSync(join(folder, name, 'wrangler.toml'), settings.join('\n'))
  return name
}

const rows = `
INSERT INTO units VALUES ('cili/', 'cili', '慈利''县
;-- "x" \\n', 'county', NULL), ('cili/a/', 'a', '𠮷镇', 'township', '["enterprises"]');
INSERT INTO tokens (hash, id, unit, role, created_at, expires_at)
  VALUES ('h', 't', 'cili', 'reporter', '2020', '2021');
INSERT INTO revisions (unit, form, period, revision, hash, kind, tally, document, received_at,
    received_from, late, token)
  VALUES ('a', 'enterprises', '2020-W09', 1, 'h', 'report', '{"a":0.1}', X'00FF1F8B0A0D27', '2020',
    '镇', 0, 't');
INSERT INTO events (at, token, actor, kind) VALUES ('2020', NULL, '系统管理员', 'enrolled');
`

test(
  'what is dumped and executed elsewhere is the same database, and up to date',
  async () => {
    const [here, there] = [placeOf('here'), placeOf('there')]
    const [filled, first, second] = ['rows.sql', 'first.sql', 'second.sql'].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    writeFileSync(filled, rows)
    await wrangler(here, 'd1', 'migrations', 'apply', 'DB', '--local')
    await wrangler(here, 'd1', 'execute', 'DB', '--local', '--file', filled)
    await wrangler(here, 'd1', 'export', 'DB', '--local', '--output', first)

    await wrangler(there, 'd1', 'execute', 'DB', '--local', '--file', first)
    expect(await wrangler(there, 'd1', 'migrations', 'list', 'DB', '--local')).toMatch(
      /No migrations to apply/,
    )
    await wrangler(there, 'd1', 'export', 'DB', '--local', '--output', second)
    const dump = readFileSync(first, 'utf8')
    expect(dump).toContain('𠮷镇')
    expect(readFileSync(second, 'utf8')).toBe(dump)
  },
  5 * MINUTES,
)
