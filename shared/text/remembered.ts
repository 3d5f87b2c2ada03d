/**
 * What a pure function of a text answered, so that the same text is not worked out again: labels stand in
 * every block of rows that is tried, and come again sheet after sheet. The answers are shared, and
 * not to be changed.
 *
 * As many are kept as a sheet can have columns, a few times over; when there are more, the older half goes.
 */
export function remembered<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  let recent = new Map<string, Answer>()
  let before = new Map<string, Answer>()
  return (text) => {
    const known = recent.get(text) ?? before.get(text)
    if (known !== undefined || recent.has(text) || before.has(text)) return known as Answer
    if (recent.size >= KEPT) {
      before = recent
      recent = new Map()
    }
    const answer = work(text)
    recent.set(text, answer)
    return answer
  }
}

const KEPT = 50_000
