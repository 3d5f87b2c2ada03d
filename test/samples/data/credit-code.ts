const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Completes 17 characters to a unified social credit code (GB 32100-2015). Written apart from the
 * check in `shared/`, so that the samples do not share its mistakes.
 */
export function creditCode(stem: string): string {
  const sum = [...stem].reduce(
    (total, character, index) => total + alphabet.indexOf(character) * (3 ** index % 31),
    0,
  )
  return stem + alphabet.charAt((31 - (sum % 31)) % 31)
}
