import type { Block, Figure, Letter } from './letter.ts'

/** The plain text of a letter, with columns aligned as a fixed-width font shows Chinese. */
export function letterText(letter: Letter): string {
  const parts = [
    `${letter.title}\n${letter.meta}`,
    ...letter.blocks.map(blockText),
    ...(letter.link ? [`${letter.link.label}\n${letter.link.href}`] : []),
    `--\n${letter.footer}`,
  ]
  return `${parts.join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'coverage':
      return [block.headline, ...block.lines.map((line) => line.label + line.text)].join('\n')
    case 'prose':
      return [...(block.title ? [block.title] : []), ...block.paragraphs].join('\n')
    case 'bars':
      return [
        block.title,
        ...columns(block.rows.map(({ label, figure }) => [label, figure.text, figure.note ?? ''])),
      ].join('\n')
    case 'pairs':
      return columns(block.rows.map((row) => [row.label, row.text])).join('\n')
    case 'table':
      return [
        block.title,
        ...columns([
          block.columns,
          ...block.rows.map((row) => [row.name, row.state.text, ...row.cells.map(figureText)]),
        ]),
      ].join('\n')
  }
}

function figureText(figure: Figure): string {
  return figure.note ? `${figure.text} (${figure.note})` : figure.text
}

/** As wide as names make the first column; a longer one has a line of its own. */
const NAME_WIDTH = 40

/** Rows as lines: the first column set left, the others right. */
export function columns(rows: string[][]): string[] {
  const [longest = 0, ...figures] = widthsOf(rows)
  const widths = [Math.min(longest, NAME_WIDTH), ...figures]
  return rows.flatMap(([name = '', ...cells]) =>
    width(name) <= NAME_WIDTH
      ? aligned([name, ...cells], widths)
      : [name, ...aligned(['', ...cells], widths)],
  )
}

function widthsOf(rows: string[][]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((text, at) => {
      widths[at] = Math.max(widths[at] ?? 0, width(text))
    })
  }
  return widths
}

function aligned(row: string[], widths: number[]): string[] {
  const cells = row.map((text, at) => {
    const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(text)))
    return at === 0 ? text + space : space + text
  })
  return [cells.join('  ').trimEnd()]
}

/** Columns that a text takes in a fixed-width font: wide and full-width characters take two. */
export function width(text: string): number {
  let sum = 0
  for (const character of text) sum += WIDE.test(character) ? 2 : 1
  return sum
}

// Blocks of Unicode whose East Asian Width (UAX #11) is W or F, as far as Chinese text uses them.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
