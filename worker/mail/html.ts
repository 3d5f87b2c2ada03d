import type { Block, Figure, Letter, Line, Tone, UnitRow } from './letter.ts'

/**
 * Mail clients drop style sheets, classes, scripts and most of CSS layout; what all of them show is
 * tables with inline styles and `bgcolor`. So everything here is a table, bars included.
 */
const FONT =
  "font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Segoe UI',sans-serif"
const INK = '#1f2933'
const QUIET = '#5f6b7a'
const LINE = '#e3e8ee'
const NAVY = '#1b3a5c'
const BAR = '#2f6f9f'
const TRACK = '#e6edf4'
const ALERT = '#9a3412'
const ALERT_BACK = '#fff4ec'
const NUMBER = 'font-variant-numeric:tabular-nums'

const inks: Record<Tone, string> = { plain: INK, alert: ALERT, quiet: QUIET }

/** A whole HTML document of a letter. */
export function letterHtml(letter: Letter): string {
  const lang = letter.lang === 'zh' ? 'zh-CN' : 'en'
  const sections = letter.blocks.map(
    (block) => `<tr><td style="padding:0 20px 22px">${blockHtml(block)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(letter.title)}</title></head>
<body style="margin:0;padding:0;background:#f3f5f8;${FONT};color:${INK}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f5f8"><tr><td align="center" style="padding:16px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:640px;background:#ffffff;border:1px solid ${LINE}">
<tr><td bgcolor="${NAVY}" style="background:${NAVY};padding:20px"><h1 style="margin:0;font-size:20px;line-height:1.4;font-weight:600;color:#ffffff;${FONT}">${escapeHtml(letter.title)}</h1><p style="margin:6px 0 0;font-size:13px;line-height:1.6;color:#d5e0ec;${FONT}">${escapeHtml(letter.meta)}</p></td></tr>
<tr><td style="height:20px;line-height:20px;font-size:0">&nbsp;</td></tr>
${sections.join('\n')}
${letter.link ? `<tr><td style="padding:0 20px 22px">${button(letter.link)}</td></tr>` : ''}
<tr><td style="padding:14px 20px;border-top:1px solid ${LINE};font-size:12px;line-height:1.7;color:${QUIET};${FONT}">${escapeHtml(letter.footer)}</td></tr>
</table></td></tr></table></body></html>
`
}

/** Text as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'coverage':
      return coverage(block.headline, block.share, block.lines)
    case 'prose':
      return prose(block.title, block.tone, block.paragraphs)
    case 'bars':
      return heading(block.title) + bars(block.rows)
    case 'pairs':
      return pairs(block.rows)
    case 'table':
      return heading(block.title) + table(block.columns, block.rows)
  }
}

function heading(text: string): string {
  return `<h2 style="margin:0 0 8px;font-size:15px;line-height:1.5;font-weight:600;color:${NAVY};${FONT}">${escapeHtml(text)}</h2>`
}

function coverage(headline: string, share: number, lines: Line[]): string {
  const said = lines.map(
    (line) =>
      `<tr><td style="padding:6px 0 0;font-size:14px;line-height:1.7;color:${inks[line.tone]};${FONT}">${escapeHtml(line.label)}<strong>${escapeHtml(line.text)}</strong></td></tr>`,
  )
  const alert = lines.some((line) => line.tone === 'alert')
  const back = alert ? ALERT_BACK : '#eef6f1'
  const edge = alert ? '#d9772b' : '#2e7d57'
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${back}" style="background:${back};border-left:4px solid ${edge}"><tr><td style="padding:14px 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="font-size:24px;line-height:1.3;font-weight:600;color:${INK};padding-bottom:8px;${NUMBER};${FONT}">${escapeHtml(headline)}</td></tr><tr><td>${bar(share, 8)}</td></tr>${said.join('')}</table></td></tr></table>`
}

function prose(title: string | undefined, tone: Tone, paragraphs: string[]): string {
  const said = paragraphs.map(
    (text) =>
      `<p style="margin:0 0 6px;font-size:15px;line-height:1.8;color:${inks[tone]};${FONT}">${escapeHtml(text)}</p>`,
  )
  return (title ? heading(title) : '') + said.join('')
}

function bars(rows: { label: string; figure: Figure }[]): string {
  const lines = rows.map(
    ({ label, figure }) =>
      `<tr><td width="34%" style="padding:7px 8px 7px 0;font-size:14px;line-height:1.5;color:${INK};${FONT}">${escapeHtml(label)}</td><td style="padding:7px 0">${bar(figure.share ?? 0, 10)}</td><td width="96" align="right" style="padding:7px 0 7px 10px;font-size:18px;line-height:1.3;font-weight:600;color:${NAVY};white-space:nowrap;${NUMBER};${FONT}">${escapeHtml(figure.text)}${note(figure)}</td></tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.join('')}</table>`
}

/** Label and figure, two pairs on a line. */
function pairs(rows: { label: string; text: string }[]): string {
  const cell = (row: { label: string; text: string } | undefined, left: boolean) =>
    `<td width="50%" valign="top" style="padding:${left ? '0 10px 0 0' : '0 0 0 10px'}">${
      row
        ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-bottom:1px solid ${LINE}"><tr><td style="padding:6px 0;font-size:13px;line-height:1.5;color:${QUIET};${FONT}">${escapeHtml(row.label)}</td><td align="right" style="padding:6px 0;font-size:14px;line-height:1.5;color:${INK};white-space:nowrap;${NUMBER};${FONT}">${escapeHtml(row.text)}</td></tr></table>`
        : ''
    }</td>`
  const lines: string[] = []
  for (let at = 0; at < rows.length; at += 2) {
    lines.push(`<tr>${cell(rows[at], true)}${cell(rows[at + 1], false)}</tr>`)
  }
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.join('')}</table>`
}

/** Names take a third, the figures share the rest evenly, so that bars can be compared. */
function table([name = '', , ...titles]: string[], rows: UnitRow[]): string {
  const share = Math.floor(68 / Math.max(1, titles.length))
  const title = (text: string, side: 'left' | 'right', width: number) =>
    `<th scope="col" width="${width}%" align="${side}" valign="bottom" style="padding:6px 4px;border-bottom:2px solid ${NAVY};font-size:12px;line-height:1.4;font-weight:600;color:${QUIET};${FONT}">${escapeHtml(text)}</th>`
  const head = title(name, 'left', 32) + titles.map((text) => title(text, 'right', share)).join('')
  const body = rows.map((row) => {
    const figures = row.cells.map(
      (figure) =>
        `<td align="right" valign="top" style="padding:7px 4px;border-bottom:1px solid ${LINE};font-size:13px;line-height:1.4;color:${inks[figure.tone ?? 'plain']};${NUMBER};${FONT}">${escapeHtml(figure.text)}${note(figure)}${figure.share === undefined ? '' : bar(figure.share, 4)}</td>`,
    )
    const state = `<div style="font-size:11px;line-height:1.5;color:${inks[row.state.tone ?? 'plain']}">${escapeHtml(row.state.text)}</div>`
    return `<tr><th scope="row" align="left" valign="top" style="padding:7px 4px;border-bottom:1px solid ${LINE};font-size:13px;line-height:1.4;font-weight:400;color:${INK};word-break:break-word;${FONT}">${escapeHtml(row.name)}${state}</th>${figures.join('')}</tr>`
  })
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"><tr>${head}</tr>${body.join('')}</table>`
}

function note(figure: Figure): string {
  if (!figure.note) return ''
  return `<div style="font-size:11px;line-height:1.4;font-weight:400;color:${QUIET};${NUMBER}">${escapeHtml(figure.note)}</div>`
}

function bar(share: number, height: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * 100)
  const side = (width: number, colour: string) =>
    width === 0
      ? ''
      : `<td width="${width}%" height="${height}" bgcolor="${colour}" style="height:${height}px;line-height:${height}px;font-size:0;background:${colour}">&nbsp;</td>`
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${side(filled, BAR)}${side(100 - filled, TRACK)}</tr></table>`
}

function button(link: { label: string; href: string }): string {
  return `<a href="${escapeHtml(link.href)}" style="display:inline-block;padding:10px 18px;background:${NAVY};color:#ffffff;font-size:14px;line-height:1.4;text-decoration:none;${FONT}">${escapeHtml(link.label)}</a>`
}
