import type { Lang } from '../../shared/messages/index.ts'

/** What can be wrong with a line of an export that is to be taken in. */
const faults = {
  json: { zh: '不是有效的 JSON', en: 'not valid JSON' },
  header: {
    zh: '不是复工台账导出文件的首行，或由更新的版本导出（请先升级）',
    en: 'not the first line of an export, or one of a newer version (upgrade first)',
  },
  end: {
    zh: '一页应以 next 或 end 行结束，内容不完整',
    en: 'a page ends with a line of next or end; this one is not complete',
  },
  row: {
    zh: '应为 {"table": 表名, "row": {列: 值}}',
    en: 'expected {"table": name, "row": {column: value}}',
  },
  table: {
    zh: '没有这张表，或与同一页其他行不是同一张表：{what}',
    en: 'no such table, or another one than in the rest of the page: {what}',
  },
  column: { zh: '没有这一列：{what}', en: 'no such column: {what}' },
  value: { zh: '“{what}”列的值不对', en: 'the value of column {what} is wrong' },
  hash: {
    zh: '报送内容与校验码不符，文件可能被改动或损坏',
    en: 'the submission does not have its checksum: the file was changed or is damaged',
  },
} satisfies Record<string, Record<Lang, string>>

export type ImportFault = keyof typeof faults

export function importFault(fault: ImportFault, what: string, lang: Lang): string {
  return faults[fault][lang].replace('{what}', what)
}
