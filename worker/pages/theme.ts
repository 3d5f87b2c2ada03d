import { type BrandVariants, createLightTheme, type Theme } from '@fluentui/react-components'

/** A sober blue; 80 is the colour of buttons. */
const brand: BrandVariants = {
  10: '#020306',
  20: '#0c1a29',
  30: '#102a44',
  40: '#153554',
  50: '#1b3a5c',
  60: '#1d4a75',
  70: '#215788',
  80: '#28649a',
  90: '#4177a8',
  100: '#5788b4',
  110: '#6d98c0',
  120: '#83a8cb',
  130: '#99b8d6',
  140: '#afc8e0',
  150: '#c6d9ea',
  160: '#deeaf4',
}

/** Fluent's light theme in that blue, with the fonts that Chinese Windows, macOS and Linux have. */
export const theme: Theme = {
  ...createLightTheme(brand),
  fontFamilyBase:
    "'Segoe UI', -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
}
