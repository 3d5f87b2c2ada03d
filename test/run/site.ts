/** Builds every page into one folder, as the Worker serves them. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { officeFiles } from '../excel/office-files.ts'
import type { IndexEntry } from '../samples/lists.ts'
import { Trouble } from './say.ts'
import { root, runTool } from './tools.ts'

/** What a deployment serves: the county page at `/`, the task pane beside it. */
const pages = ['worker/pages/vite.config.ts', 'addin/vite.config.ts']

/** For development and tests only: the page that plays Excel. */
const standIn = 'test/excel/page/vite.config.ts'

/** @throws Trouble naming the page that does not build */
export async function buildSite(folder: string, options: { standIn: boolean }) {
  rmSync(folder, { recursive: true, force: true })
  const env = {
    NODE_ENV: 'production',
    FUGONG_SITE: folder,
    // The stand-in is a host of this origin; Microsoft's CDN would not be reached on a bare machine.
    ...(options.standIn ? { FUGONG_OFFICE_JS: '/office/office.js' } : {}),
  }
  for (const config of options.standIn ? [...pages, standIn] : pages) {
    const { status, output } = await runTool('vite', ['build', '--config', config], { env })
    if (status !== 0) {
      throw new Trouble(`${config} 构建失败。`, `${config} did not build.`, output)
    }
  }
  // The Worker puts the deployment's own addresses into it.
  copy(join(root, 'manifest.xml'), join(folder, 'manifest.xml'))
  if (options.standIn) addStandInFiles(folder)
}

/** Office.js as npm has it, and the sample workbooks to open. */
function addStandInFiles(site: string) {
  for (const { from, to } of officeFiles) {
    copy(join(root, 'node_modules/@microsoft/office-js/dist', from), join(site, to))
  }
  for (const { path } of sampleIndex()) copy(join(samples, path), join(site, 'samples', path))
  offerSamples(site, {})
}

const samples = join(root, 'test/samples')

function sampleIndex(): IndexEntry[] {
  return JSON.parse(readFileSync(join(samples, 'index.json'), 'utf8'))
}

/**
 * Lists the sample workbooks for the stand-in to offer.
 * @param codes enrolment codes by unit, shown beside that unit's workbooks
 */
export function offerSamples(site: string, codes: Record<string, string>) {
  const offered = sampleIndex().map((entry) => ({
    ...entry,
    path: `/samples/${entry.path}`,
    ...(codes[entry.unit] ? { enrolHint: codes[entry.unit] } : {}),
  }))
  writeFileSync(join(site, 'samples', 'index.json'), JSON.stringify(offered))
}

function copy(from: string, to: string) {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}
