import type { Role } from '../../shared/protocol/answers.ts'
import type { Caller } from '../http/context.ts'
import { eventStatement } from './events.ts'
import { type StoredUnit, subtreeRange, type UnitRow, unitFrom } from './units.ts'

/** A token as it is listed; the token itself is never kept. */
export interface TokenInfo {
  id: string
  /** null: the whole deployment. */
  unit: string | null
  role: Role
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  /** Day of the last use, `YYYY-MM-DD` (UTC). */
  lastUsedOn: string | null
}

interface TokenRow {
  id: string
  unit: string | null
  role: Role
  created_at: string
  expires_at: string
  revoked_at: string | null
  last_used_on: string | null
}

/** What one query tells about a request: whose token it is, and which unit it asks for. */
export interface Credentials {
  token: TokenInfo
  /** The token's own unit. */
  home: StoredUnit | null
  /** The unit asked for; null when there is none of that id. */
  target: StoredUnit | null
}

function tokenFrom(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    unit: row.unit,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedOn: row.last_used_on,
  }
}

const TOKEN_COLUMNS =
  't.id, t.unit, t.role, t.created_at, t.expires_at, t.revoked_at, t.last_used_on'

/** The columns of a joined unit, renamed so that two of them fit into one row. */
type JoinedUnit<Alias extends string> = {
  [Column in keyof UnitRow as `${Alias}_${Column}`]: UnitRow[Column] | null
}

function unitColumns(alias: string): string {
  return ['path', 'id', 'name', 'level', 'forms']
    .map((column) => `${alias}.${column} AS ${alias}_${column}`)
    .join(', ')
}

function joinedUnit<Alias extends string>(row: JoinedUnit<Alias>, alias: Alias): StoredUnit | null {
  const columns = Object.entries(row).flatMap(([column, value]) =>
    column.startsWith(`${alias}_`) ? [[column.slice(alias.length + 1), value]] : [],
  )
  const unit: UnitRow = Object.fromEntries(columns)
  return unit.path === null ? null : unitFrom(unit)
}

/**
 * Looks a token up by its hash, together with the unit the request is about.
 *
 * @param ahead what the route will ask if it answers, asked on the same way
 */
export async function credentials(
  db: D1Database,
  hash: string,
  unit: string | null,
  ahead?: D1PreparedStatement,
): Promise<{ found: Credentials | null; ahead: D1Result | undefined }> {
  const statement = db
    .prepare(
      `SELECT ${TOKEN_COLUMNS}, ${unitColumns('home')}, ${unitColumns('target')}
       FROM tokens t
       LEFT JOIN units home ON home.id = t.unit
       LEFT JOIN units target ON target.id = ?2
       WHERE t.hash = ?1`,
    )
    .bind(hash, unit)
  type Row = TokenRow & JoinedUnit<'home'> & JoinedUnit<'target'>
  const [own, other] = ahead
    ? await db.batch<Row>([statement, ahead])
    : [await statement.run<Row>()]
  const row = own?.results[0]
  const found = row && {
    token: tokenFrom(row),
    home: joinedUnit(row, 'home'),
    target: joinedUnit(row, 'target'),
  }
  return { found: found ?? null, ahead: other }
}

export async function markUsed(db: D1Database, token: string, day: string): Promise<void> {
  await db.prepare('UPDATE tokens SET last_used_on = ? WHERE id = ?').bind(day, token).run()
}

export interface NewToken {
  id: string
  hash: string
  createdAt: Date
  expiresAt: Date
}

/** Whom a token was given to, and until when. */
interface Granted {
  unit: StoredUnit
  role: Role
  expiresAt: string
}

/**
 * Trades an unused, unexpired code for a token, in one batch: two at once get one token. A code that was
 * traded for the very same token before gives it again, as long as it is good.
 *
 * @returns null when the code was none or none any more, or somebody else's token has that hash
 */
export async function redeemCode(
  db: D1Database,
  codeHash: string,
  token: NewToken,
): Promise<Granted | null> {
  const now = token.createdAt.toISOString()
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO tokens (hash, id, unit, role, created_at, expires_at)
         SELECT ?1, ?2, unit, role, ?3, ?4 FROM codes
         WHERE hash = ?5 AND used_at IS NULL AND expires_at > ?3
         ON CONFLICT (hash) DO NOTHING`,
      )
      .bind(token.hash, token.id, now, token.expiresAt.toISOString(), codeHash),
    db
      .prepare(
        `UPDATE codes SET used_at = ?1, token = ?2
         WHERE hash = ?3 AND EXISTS (SELECT 1 FROM tokens WHERE id = ?2)`,
      )
      .bind(now, token.id, codeHash),
    db
      .prepare(
        `INSERT INTO events (at, token, actor, kind, unit, detail)
         SELECT ?1, t.id, u.name, 'enrolled', u.id, json_object('role', t.role)
         FROM tokens t JOIN units u ON u.id = t.unit WHERE t.id = ?2`,
      )
      .bind(now, token.id),
    db
      .prepare(
        `SELECT t.hash FROM codes c JOIN tokens t ON t.id = c.token
         WHERE c.hash = ?1 AND t.hash = ?2 AND t.revoked_at IS NULL AND t.expires_at > ?3`,
      )
      .bind(codeHash, token.hash, now),
  ])
  if (results.at(-1)?.results.length === 0) return null
  const { found } = await credentials(db, token.hash, null)
  if (!found?.home) return null
  return { unit: found.home, role: found.token.role, expiresAt: found.token.expiresAt }
}

/** Why a code was refused: it was used, it expired, or there never was one. */
export async function codeState(
  db: D1Database,
  hash: string,
): Promise<{ usedAt: string | null; expiresAt: string } | null> {
  const { results } = await db
    .prepare('SELECT used_at AS usedAt, expires_at AS expiresAt FROM codes WHERE hash = ?')
    .bind(hash)
    .run<{ usedAt: string | null; expiresAt: string }>()
  return results[0] ?? null
}

/**
 * The first administrator's token, unless another live one for the whole deployment exists.
 *
 * @returns its end; null when there is another one
 */
export async function addFirstAdministrator(
  db: D1Database,
  token: NewToken,
  actor: string,
): Promise<string | null> {
  const now = token.createdAt.toISOString()
  const [, , live] = await db.batch<{ expires_at: string }>([
    db
      .prepare(
        `INSERT INTO tokens (hash, id, unit, role, created_at, expires_at)
         SELECT ?1, ?2, NULL, 'administrator', ?3, ?4 WHERE NOT EXISTS (
           SELECT 1 FROM tokens WHERE unit IS NULL AND role = 'administrator'
             AND revoked_at IS NULL AND expires_at > ?3)
         ON CONFLICT (hash) DO NOTHING`,
      )
      .bind(token.hash, token.id, now, token.expiresAt.toISOString()),
    eventStatement(
      db,
      { kind: 'enrolled', at: token.createdAt, by: { token: token.id, name: actor } },
      'changes() > 0',
    ),
    db
      .prepare(
        `SELECT expires_at FROM tokens WHERE hash = ?1 AND unit IS NULL
           AND role = 'administrator' AND revoked_at IS NULL AND expires_at > ?2`,
      )
      .bind(token.hash, now),
  ])
  return live?.results[0]?.expires_at ?? null
}

/**
 * Gives a token a successor for the same unit and role, in one batch, and lets it end at `until`.
 * Asked again with the same hash the same successor is answered. One that nobody has used is taken for
 * lost and makes room for another.
 *
 * @returns the successor's end; null when the token has another successor, which is used
 */
export async function rotateToken(
  db: D1Database,
  by: Caller,
  token: NewToken,
  until: Date,
): Promise<string | null> {
  const now = token.createdAt.toISOString()
  const detail = { token: token.id }
  const [, , , , given] = await db.batch<{ expires_at: string }>([
    db
      .prepare(
        `UPDATE tokens SET revoked_at = ?1 WHERE id = (SELECT successor FROM tokens WHERE id = ?2)
           AND hash <> ?3 AND last_used_on IS NULL AND revoked_at IS NULL`,
      )
      .bind(now, by.token, token.hash),
    db
      .prepare(
        `INSERT INTO tokens (hash, id, unit, role, created_at, expires_at)
         SELECT ?1, ?2, t.unit, t.role, ?3, ?4
         FROM tokens t LEFT JOIN tokens s ON s.id = t.successor
         WHERE t.id = ?5 AND t.revoked_at IS NULL AND (s.id IS NULL OR s.revoked_at IS NOT NULL)
         ON CONFLICT (hash) DO NOTHING`,
      )
      .bind(token.hash, token.id, now, token.expiresAt.toISOString(), by.token),
    eventStatement(
      db,
      { kind: 'token-rotated', at: token.createdAt, by, unit: by.unit?.id, detail },
      'changes() > 0',
    ),
    db
      .prepare(
        `UPDATE tokens SET successor = ?1, expires_at = min(expires_at, ?2)
         WHERE id = ?3 AND EXISTS (SELECT 1 FROM tokens WHERE id = ?1)`,
      )
      .bind(token.id, until.toISOString(), by.token),
    db
      .prepare(
        `SELECT s.expires_at FROM tokens t JOIN tokens s ON s.id = t.successor
         WHERE t.id = ?1 AND s.hash = ?2 AND s.revoked_at IS NULL`,
      )
      .bind(by.token, token.hash),
  ])
  return given?.results[0]?.expires_at ?? null
}

export interface NewCode {
  hash: string
  unit: string
  role: Role
  createdAt: Date
  expiresAt: Date
}

export function codeStatement(db: D1Database, code: NewCode): D1PreparedStatement {
  return db
    .prepare('INSERT INTO codes (hash, unit, role, created_at, expires_at) VALUES (?, ?, ?, ?, ?)')
    .bind(
      code.hash,
      code.unit,
      code.role,
      code.createdAt.toISOString(),
      code.expiresAt.toISOString(),
    )
}

/** Tokens of the units of a subtree, by unit and id; `after` is the last (unit, id) seen. */
export async function tokensBelow(
  db: D1Database,
  reach: StoredUnit,
  { after = ['', ''], limit }: { after?: [path: string, id: string]; limit: number },
): Promise<(TokenInfo & { path: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT ${TOKEN_COLUMNS}, u.path FROM units u JOIN tokens t ON t.unit = u.id
       WHERE u.path >= ?1 AND u.path < ?2 AND (u.path, t.id) > (?3, ?4)
       ORDER BY u.path, t.id LIMIT ?5`,
    )
    .bind(...subtreeRange(reach), ...after, limit)
    .run<TokenRow & { path: string }>()
  return results.map((row) => ({ ...tokenFrom(row), path: row.path }))
}

/** A token of a unit within reach; one of the whole deployment only from the whole deployment. */
export async function tokenWithin(
  db: D1Database,
  id: string,
  reach: StoredUnit | null,
): Promise<{ unit: string | null } | null> {
  const { results } = await db
    .prepare(
      `SELECT unit FROM tokens
       WHERE id = ?1 AND (?2 OR unit IN (SELECT id FROM units WHERE path >= ?3 AND path < ?4))`,
    )
    .bind(id, reach === null ? 1 : 0, ...subtreeRange(reach))
    .run<{ unit: string | null }>()
  return results[0] ?? null
}

/**
 * Revokes a token, and with it the one whose place it took or that took its place: they are one person's.
 * Writes nothing when it is revoked already.
 */
export function revocationStatement(db: D1Database, id: string, at: Date): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE tokens SET revoked_at = ?1 WHERE revoked_at IS NULL AND id IN (
         SELECT ?2 UNION SELECT id FROM tokens WHERE successor = ?2
         UNION SELECT successor FROM tokens WHERE id = ?2)`,
    )
    .bind(at.toISOString(), id)
}
