import type { Text } from '../../shared/forms/form.ts'

export type FileErrorCode =
  | 'empty-file'
  | 'not-a-workbook'
  | 'encrypted'
  | 'damaged'
  | 'encoding'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-cells'
  | 'empty-workbook'
  | 'not-rewritable'
  | 'formula-cell'
  | 'cell-missing'

/** Why a file cannot be read as a workbook, or not be written into. Data only; `describeFileError` says it in words. */
export class FileError extends Error {
  readonly code: FileErrorCode
  readonly params: Record<string, string | number>

  constructor(code: FileErrorCode, params: Record<string, string | number> = {}) {
    super(code)
    this.name = 'FileError'
    this.code = code
    this.params = params
  }
}

export const wordings: Record<FileErrorCode, Text> = {
  'empty-file': {
    zh: '文件是空的（0 字节），请重新保存后再试',
    en: 'The file is empty (0 bytes); save it again and retry',
  },
  'not-a-workbook': {
    zh: '不是工作簿：内容不是 Excel、WPS 表格、ODS 或 CSV，请用 Excel 打开后另存为 .xlsx',
    en: 'Not a workbook: the content is not Excel, WPS, ODS or CSV; open it in Excel and save as .xlsx',
  },
  encrypted: {
    zh: '工作簿有密码，请先取消密码再报送',
    en: 'The workbook has a password; remove the password before reporting',
  },
  damaged: {
    zh: '文件不完整或已损坏，请用 Excel 打开原件重新保存后再试',
    en: 'The file is incomplete or damaged; open the original in Excel, save it again and retry',
  },
  encoding: {
    zh: '认不出文字编码，请用 Excel 打开后另存为 .xlsx',
    en: 'The text encoding is unknown; open the file in Excel and save as .xlsx',
  },
  'too-large': {
    zh: '文件太大（展开后超过 {limit} MB 或部件过多），不予读取；请只保留要报送的工作表后再试',
    en: 'The file is too large (it unfolds to more than {limit} MB, or has too many parts) and is not read; keep only the sheets to report',
  },
  'too-many-rows': {
    zh: '工作表“{sheet}”有 {rows} 行数据，超过上限 {limit} 行，请拆分或删去无关行',
    en: 'Sheet “{sheet}” has {rows} rows of data, more than the limit of {limit}; split it or delete unrelated rows',
  },
  'too-many-cells': {
    zh: '工作表“{sheet}”的数据区超过 {limit} 个单元格，请删去无关的行列后再试',
    en: 'Sheet “{sheet}” spans more than {limit} cells; delete unrelated rows and columns and retry',
  },
  'empty-workbook': {
    zh: '工作簿里没有任何内容',
    en: 'The workbook has no content at all',
  },
  'not-rewritable': {
    zh: '这种格式的文件不能就地改正，请用 Excel 打开后另存为 .xlsx 再试',
    en: 'Files of this format cannot be corrected in place; open it in Excel, save it as .xlsx and retry',
  },
  'formula-cell': {
    zh: '{cell} 的值由公式算出，不予改写；请改公式所引用的单元格',
    en: '{cell} is filled by a formula and is not overwritten; change the cells the formula refers to',
  },
  'cell-missing': {
    zh: '文件里没有 {cell} 这个位置，未改写',
    en: 'There is no {cell} in the file; nothing was written',
  },
}

/** The one line a person sees for a file that cannot be read; the caller names the file. */
export function describeFileError(error: FileError, lang: keyof Text = 'zh'): string {
  return wordings[error.code][lang].replace(/\{(\w+)\}/g, (_, name) => String(error.params[name]))
}
