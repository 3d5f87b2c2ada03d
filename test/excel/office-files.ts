/**
 * Files of `@microsoft/office-js/dist` that a page with Office.js asks for, and where the site has
 * them: what Chromium was seen to fetch for a Chinese and an English Excel on the web, and outside
 * Excel. For development and tests only; in production the page loads Microsoft's CDN.
 */
const files = [
  'office.js',
  // The host's own part, named by `_host_Info`.
  'excel-web-16.00.js',
  'zh-cn/office_strings.js',
  'en-us/office_strings.js',
  // Loaded late; without it the library reports an error to the console.
  'telemetry/oteljs_agave.js',
  // Asked for when the pane's page is opened outside Excel.
  'o15apptofilemappingtable.js',
]

/** `from` is relative to the package's `dist`, `to` to the site's root. */
export const officeFiles = files.map((file) => ({ from: file, to: `office/${file}` }))
