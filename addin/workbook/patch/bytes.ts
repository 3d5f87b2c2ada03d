/** The pieces one after the other. */
export function concatenated(pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(pieces))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Of all pieces together. */
export function lengthOf(pieces: Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}
