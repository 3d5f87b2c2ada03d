/** Asks for name and password (RFC 7617); Excel then shows its own dialog for them. */
export const BASIC_CHALLENGE = 'Basic realm="Fugong", charset="UTF-8"'

/**
 * The token in an Authorization header, as a bearer's or, where `basic` is allowed, as the password of
 * any user name (or as the user name of an empty password); null: there is none.
 */
export function tokenIn(header = '', basic = false): string | null {
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+) *$/.exec(header) ?? []
  if (/^bearer$/i.test(scheme)) return credentials
  if (!basic || !/^basic$/i.test(scheme)) return null
  const pair = decoded(credentials)
  const colon = pair.indexOf(':')
  if (colon === -1) return null
  return pair.slice(colon + 1) || pair.slice(0, colon) || null
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(base64))
  } catch {
    return ''
  }
}
