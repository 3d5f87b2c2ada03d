/** Words for the person at the terminal, Chinese first. */

/** A failure a person can understand: one line in each language; `log` is what a tool said. */
export class Trouble extends Error {
  readonly log: string

  constructor(zh: string, en: string, log = '') {
    super(`${zh} ${en}`)
    this.log = log
  }
}

export function say(zh: string, en: string) {
  console.log(`${zh} ${en}`)
}
