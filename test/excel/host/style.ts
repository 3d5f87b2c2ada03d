/** How a cell looks, as far as the stand-in shows it. Colours are `#RRGGBB`. */
export interface Style {
  numberFormat: string
  fill: string | null
  color: string | null
  bold: boolean
  italic: boolean
  underline: boolean
  fontName: string | null
  fontSize: number
  horizontal: 'General' | 'Left' | 'Center' | 'Right' | 'Fill' | 'Justify'
  vertical: 'Top' | 'Center' | 'Bottom'
  wrap: boolean
  /** A frame on all four sides is all that township sheets draw. */
  border: boolean
}

export const plain: Style = Object.freeze({
  numberFormat: 'General',
  fill: null,
  color: null,
  bold: false,
  italic: false,
  underline: false,
  fontName: null,
  fontSize: 11,
  horizontal: 'General',
  vertical: 'Center',
  wrap: false,
  border: false,
})

const known = new Map<string, Style>([[JSON.stringify(plain), plain]])

/** The style with some properties replaced; equal styles are one object, so a sheet stays small. */
export function restyle(style: Style, change: Partial<Style>): Style {
  const changed = { ...style, ...change }
  const key = JSON.stringify(changed)
  const existing = known.get(key)
  if (existing) return existing
  known.set(key, Object.freeze(changed))
  return changed
}

/** `#RRGGBB` of what Excel takes as a colour: `#f00000`, `f00000` or a name; null when it is none. */
export function parseColor(text: string): string | null {
  const hex = /^#?([0-9a-f]{6})$/i.exec(text.trim())
  if (hex) return `#${(hex[1] as string).toUpperCase()}`
  return named[text.trim().toLowerCase()] ?? null
}

const named: Record<string, string> = {
  black: '#000000',
  blue: '#0000FF',
  gray: '#808080',
  green: '#008000',
  lightgray: '#D3D3D3',
  orange: '#FFA500',
  pink: '#FFC0CB',
  purple: '#800080',
  red: '#FF0000',
  white: '#FFFFFF',
  yellow: '#FFFF00',
}
