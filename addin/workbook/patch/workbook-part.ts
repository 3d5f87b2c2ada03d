import { relationsOf } from '../ooxml.ts'
import {
  attributeOf,
  attributesOf,
  childNamed,
  children,
  rootOf,
  spliced,
  withAttributes,
} from '../xml.ts'

/** What has to be known of a workbook to write into it. */
export interface WorkbookPart {
  /** Part of each worksheet, by the sheet's name. */
  worksheets: Map<string, string>
  /** Part that holds the styles; null where there is none. */
  styles: string | null
  /** Days are counted from 1904. */
  date1904: boolean
}

/** @param path of the workbook part @param relations text of its relations part */
export function readWorkbookPart(xml: string, path: string, relations: string): WorkbookPart {
  const related = relationsOf(relations, path)
  const root = rootOf(xml)
  const sheets = childNamed(xml, root, 'sheets')
  const worksheets = new Map<string, string>()
  for (const { open } of sheets ? children(xml, sheets) : []) {
    const attributes = attributesOf(xml.slice(open.start, open.end))
    const id = [...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? ''
    const found = related.get(id)
    if (found?.type === 'worksheet') worksheets.set(attributes.get('name') ?? '', found.path)
  }
  const settings = childNamed(xml, root, 'workbookPr')?.open
  const date1904 = settings && attributeOf(xml.slice(settings.start, settings.end), 'date1904')
  const styles = [...related.values()].find(({ type }) => type === 'styles')
  return { worksheets, styles: styles?.path ?? null, date1904: /^(1|true)$/.test(date1904 ?? '') }
}

/** What stands before `calcPr` (ISO/IEC 29500-1, 18.2.27: the order is fixed). */
const BEFORE_CALC =
  /^(fileVersion|fileSharing|workbookPr|AlternateContent|revisionPtr|workbookProtection|bookViews|sheets|functionGroups|externalReferences|definedNames)$/

/** The workbook part with the order to calculate every formula when the file is opened. */
export function calculatedOnLoad(xml: string): string {
  const root = rootOf(xml)
  const found = childNamed(xml, root, 'calcPr')?.open
  if (found) {
    const { start, end } = found
    const text = withAttributes(xml.slice(start, end), { fullCalcOnLoad: '1' })
    return spliced(xml, [{ start, end, text }])
  }
  const next = [...children(xml, root)].find(({ open }) => !BEFORE_CALC.test(open.name))
  const at = next?.open.start ?? root.close
  const text = `<${root.open.prefix}calcPr fullCalcOnLoad="1"/>`
  return spliced(xml, [{ start: at, end: at, text }])
}
