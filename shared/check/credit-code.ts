const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Whether a text is a unified social credit code with a right check character.
 *
 * Source: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则: 18 characters of an alphabet of 31
 * (no I, O, S, V, Z); the last is 31 minus the sum of the others, each times 3^position modulo 31,
 * modulo 31. The first two name the registering body and the kind of organisation and are not free:
 * eighteen 1s pass no check.
 */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17]
}

/**
 * Whether a text is an organisation code, as older sheets have in place of the credit code.
 *
 * Source: GB 11714-1997, 全国组织机构代码编制规则: eight characters and a check digit modulo 11.
 */
export function isOrganisationCode(code: string): boolean {
  const found = /^([0-9A-Z]{8})-?([0-9X])$/.exec(code)
  if (!found) return false
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  let sum = 0
  for (const [index, character] of [...(found[1] ?? '')].entries()) {
    sum += Number.parseInt(character, 36) * (weights[index] ?? 0)
  }
  const digit = 11 - (sum % 11)
  return (digit === 10 ? 'X' : digit === 11 ? '0' : String(digit)) === found[2]
}
