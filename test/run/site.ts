/** Builds every page into one folder, as the Worker serves them. */
import { rmSync } from 'node:fs'
import { Trouble } from './say.ts'
import { runTool } from './tools.ts'

/** What a deployment serves: the county page at `/`, the task pane beside it. */
const pages = ['worker/pages/vite.config.ts', 'addin/vite.config.ts']

/** For development and tests only: the page that plays Excel. */
const standIn = 'test/excel/page/vite.config.ts'

/** @throws Trouble naming the page that does not build */
export async function buildSite(folder: string, options: { standIn: boolean }) {
  rmSync(folder, { recursive: true, force: true })
  for (const config of options.standIn ? [...pages, standIn] : pages) {
    const { status, output } = await runTool('vite', ['build', '--config', config], {
      env: { FUGONG_SITE: folder, NODE_ENV: 'production' },
    })
    if (status !== 0) {
      throw new Trouble(`${config} 构建失败。`, `${config} did not build.`, output)
    }
  }
}
