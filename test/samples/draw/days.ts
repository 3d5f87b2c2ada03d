import type { Plain } from './sheet.ts'

/** Spellings of a day seen in life. */
export type DaySpelling =
  | 'serial'
  | '2月17日'
  | '2020.2.17'
  | '2020/2/17'
  | '20200217'
  | '2020年2月17日'
  | '2.17'
  | '2020-02-17'

/** A day (`YYYY-MM-DD`) as a cell spells it; `serial` is a true Excel date. */
export function spell(day: string | null, spelling: DaySpelling): Plain {
  if (day === null) return null
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  switch (spelling) {
    case 'serial':
      return Date.UTC(year, month - 1, date) / 86_400_000 + 25_569
    case '2月17日':
      return `${month}月${date}日`
    case '2020.2.17':
      return `${year}.${month}.${date}`
    case '2020/2/17':
      return `${year}/${month}/${date}`
    case '20200217':
      return day.replaceAll('-', '')
    case '2020年2月17日':
      return `${year}年${month}月${date}日`
    case '2.17':
      return `${month}.${date}`
    case '2020-02-17':
      return day
  }
}
