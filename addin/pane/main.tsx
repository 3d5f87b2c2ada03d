import { createRoot } from 'react-dom/client'
import { fileWorkbook } from '../workbook/file-port.ts'
import { officeWorkbook } from '../workbook/office.ts'
import { browserDeps } from './browser/deps.ts'
import { createPane } from './model/pane.ts'
import { App } from './parts/App.tsx'
import { FileChoice } from './parts/FileChoice.tsx'

/** Milliseconds between two questions to the county; unchanged, the answer is empty. */
const ASK_AGAIN = 120_000

/** Whether Excel shows this page; waits for it as long as Office.js asks. */
async function isInExcel(): Promise<boolean> {
  if (typeof Office === 'undefined') return false
  const { host } = await Office.onReady()
  return host === Office.HostType.Excel
}

async function start(): Promise<void> {
  const inExcel = await isInExcel()
  const language = inExcel ? Office.context.displayLanguage : navigator.language
  const partition = (inExcel && Office.context.partitionKey) || ''
  const workbook = inExcel ? officeWorkbook() : fileWorkbook({ name: '', sheets: [] })
  const deps = await browserDeps(workbook, partition)
  const pane = createPane(deps, /^zh/i.test(language) ? 'zh' : 'en')

  createRoot(document.getElementById('root') as HTMLElement).render(
    <App pane={pane} inExcel={inExcel}>
      {inExcel ? null : <FileChoice />}
    </App>,
  )
  window.addEventListener('online', () => void pane.setOnline(true))
  window.addEventListener('offline', () => void pane.setOnline(false))
  // The county decides while the pane stands open.
  setInterval(() => {
    if (document.visibilityState === 'visible') void pane.askCounty()
  }, ASK_AGAIN)
  await pane.open()
}

void start()
