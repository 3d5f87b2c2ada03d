/**
 * `npm start`: builds the pages, starts the service with the demo county, does the main job once and
 * leaves everything open to try. `--once` ends after the job.
 */
import { join } from 'node:path'
import { figures, workbooks } from '../samples/load.ts'
import { type Demo, demoCounty, issueCode } from './county.ts'
import { listMail, sendMail } from './mail.ts'
import { reportWorkbooks } from './report-workbooks.ts'
import { report, say, Trouble } from './say.ts'
import { portIsFree, type Server, startServer } from './server.ts'
import { buildSite, offerSamples } from './site.ts'
import { scratch } from './tools.ts'
import { showTotals } from './totals.ts'

const once = process.argv.includes('--once')

let server: Server | null = null
let stopping = false

async function stop(status: number) {
  if (stopping) return
  stopping = true
  await server?.stop()
  process.exit(status)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop(once ? 1 : 0))
}

process.on('disconnect', () => void stop(1))

await report(async () => {
  const port = chosenPort()
  await portIsFree(port)
  say('① 构建页面', 'Building the pages')
  const site = join(scratch, 'site')
  await buildSite(site, { standIn: true })
  say('② 启动本地服务（数据保存在 .fugong/d1）', 'Starting the local service')
  server = await startServer({ port, folder: scratch, site })
  const { demo, isNew } = await demoCounty(server.url, server.setupCode, scratch)
  say(
    isNew ? '③ 已建立示例县、市、乡镇和账号' : '③ 沿用上次的示例县及其数据',
    isNew ? 'The demo county is set up' : 'The demo county and its data are those of last time',
  )
  say('④ 检查、改正、报送各地工作簿', 'Checking, correcting and submitting the workbooks')
  const { ok, untouched } = await reportWorkbooks({
    demo,
    folder: scratch,
    print: console.log,
  })
  say('\n⑤ 汇总', 'Totals')
  const right = await showTotals(demo, untouched)
  say('\n⑥ 催报和汇总邮件', 'Reminder and summary mail')
  await sendMail(server, demo)
  listMail(server, join(scratch, 'mail'))
  await showAddresses(demo, site)
  if (!ok || !right) process.exitCode = 1
})
if (once || !server) await stop(Number(process.exitCode ?? 0))
else say('\n按 Ctrl-C 结束。', 'Press Ctrl-C to stop.')

function chosenPort(): number {
  const port = Number(process.env.FUGONG_PORT || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Trouble('FUGONG_PORT 应为 1 到 65535 的整数。', 'FUGONG_PORT is no port number.')
}

/** Where to go from here, with a code for one person each. */
async function showAddresses({ url, tokens }: Demo, site: string) {
  const late = workbooks.find((workbook) => workbook.late)
  if (!late) throw new Error('No township is late')
  const admin = tokens.administrator.token
  const county = await issueCode(url, admin, figures.cili.unit, 'aggregator')
  const clerk = await issueCode(url, admin, late.unit, 'reporter')
  offerSamples(site, { [late.unit]: clerk })
  say(
    '\n可以打开（浏览器会提示证书是本机自签的，继续即可）',
    'To open (the certificate is this machine’s own)',
  )
  say('  县级页面', `County page\n    ${url}/#code=${county}`)
  say(
    `  模拟 Excel，${late.name}尚未报送的工作簿，登记码 ${clerk}`,
    `Excel stand-in with the late workbook; enrolment code\n    ${url}/excel?file=/samples/${late.path}`,
  )
  say('  接口说明', `API description\n    ${url}/api/v1/openapi.json`)
  say('  单位和令牌', 'Units and tokens\n    .fugong/demo.json')
}
