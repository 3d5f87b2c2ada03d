/** A real Chromium for the tests, and a Chinese font for it, wherever they run. */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { Trouble } from '../run/say.ts'
import { root, scratch } from '../run/tools.ts'

interface Program {
  path: string
  /** Where the shared libraries lie that came with it. */
  libraries?: string
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The browser named by `CHROMIUM`, an installed one, or the one npm brought.
 * `CHROMIUM=bundled` takes the last even where another is installed.
 * @throws Trouble where there is none: the browser tests are never left out
 */
export function findChromium(): Program {
  const wish = process.env.CHROMIUM
  if (wish && wish !== 'bundled') {
    if (runs(wish)) return { path: wish }
    throw new Trouble(
      `环境变量 CHROMIUM 指定的浏览器不存在：${wish}`,
      'CHROMIUM names no browser that can be run.',
    )
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  const found = wish ? undefined : [...installed, ...places].find(runs)
  return found ? { path: found } : unpackBundled()
}

const unpack = "import('@sparticuz/chromium').then((it) => it.default.executablePath())"

function unpackBundled(): Program {
  const none = new Trouble(
    '找不到 Chromium 或 Chrome，请先安装，或用环境变量 CHROMIUM 指定。',
    'No Chromium or Chrome was found: install one, or name it in CHROMIUM.',
  )
  if (process.platform !== 'linux' || process.arch !== 'x64') throw none
  const own = readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')
  const folder = join(scratch, `chromium-${JSON.parse(own).version}`)
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}`
    mkdirSync(part, { recursive: true })
    // The package unpacks into the temporary folder, and its shared libraries only on a Lambda of AWS.
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: root,
      env: { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    })
    if (status !== 0) {
      rmSync(part, { recursive: true })
      throw none
    }
    renameSync(part, folder)
  }
  return { path: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') }
}

/** Only the fonts npm brought: screenshots look the same on every machine, Chinese included. */
function fontConfiguration(): string {
  const fonts = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')
  const folders = ['400Regular', '600SemiBold', '700Bold'].map((name) => join(fonts, name))
  const folder = join(scratch, 'fonts')
  const file = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}

export async function launchChromium(): Promise<Browser> {
  const { path, libraries } = findChromium()
  const env = { ...process.env, FONTCONFIG_FILE: fontConfiguration() } as Record<string, string>
  if (libraries) env.LD_LIBRARY_PATH = libraries
  return chromium.launch({
    executablePath: path,
    env,
    args: [
      '--ignore-certificate-errors',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
