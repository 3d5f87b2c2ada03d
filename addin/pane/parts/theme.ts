import { type Theme, webLightTheme } from '@fluentui/react-components'

/** Fluent's look, which is Excel's own, with the fonts of a Chinese Windows, macOS and Linux. */
export const theme: Theme = {
  ...webLightTheme,
  fontFamilyBase:
    "'Segoe UI', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
}
