/** Text as it stands in a cell of a Markdown table: nothing in it is taken for a sign of Markdown. */
export function cell(text: string): string {
  return text
    .replace(/[\\|*_`~<]/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`))
    .trim()
    .replaceAll('\n', '<br>')
}

/** A table of cells that are Markdown already. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** What stands between signs that are no wording: ids, templates. */
export function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}
