import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExplanationDecision } from '../../shared/protocol/explained.ts'
import { correctedBytes } from '../samples/load.ts'
import { printing } from '../samples/printing.ts'
import { County } from './county.ts'
import { type Ended, fugong, sample } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'fugong-submit-'))
const lingyang = sample('cili/2020-W09/零阳镇企业复工复产情况统计表.xlsx')
const lastWeek = sample('cili/2020-W08/零阳镇企业复工复产情况统计表.xlsx')
const wrong = 'cili/2020-W09/江垭镇（复工复产台账）.xlsx'

let county: County
let server: string

beforeEach(async () => {
  county = new County()
  server = await county.listen()
})
afterEach(() => county.close())

function submit(...args: string[]): Promise<Ended> {
  return fugong('submit', ...args, '--server', server, '--token', 'good')
}

it('sends one report a form, under the unit the sheet names, without personal values', async () => {
  const { status, out, err } = await submit(lingyang)
  expect(err).toBe('')
  expect(status).toBe(0)
  expect(out.trim().split('\n')).toEqual([
    '零阳镇 2020-W09 企业复工复产台账：已收到，第 1 版，待审核',
    '零阳镇 2020-W09 务工人员返岗统计表：已收到，第 1 版，待审核',
  ])
  const [first, second] = county.sent
  expect(first?.path).toBe('/units/cili-lingyang/forms/enterprises/periods/2020-W09')
  expect(second?.path).toBe('/units/cili-lingyang/forms/returnees/periods/2020-W09')
  expect(first?.headers['if-none-match']).toBe('*')
  expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f]{64}$/)
  expect(first?.submission).toMatchObject({
    asOf: '2020-02-25',
    file: '零阳镇企业复工复产情况统计表.xlsx',
  })
  expect(JSON.stringify(county.sent.map(({ submission }) => submission))).not.toContain('1390000')
})

it('takes a token that begins with a dash', async () => {
  const token = '-x9_good'
  const sent = await fugong('submit', lingyang, '--server', server, '--token', token)
  expect(sent).toMatchObject({ status: 0, err: '' })
  const missing = await fugong('submit', lingyang, '--token', '--server', server)
  expect(missing).toMatchObject({ status: 2, out: '' })
  expect(missing.err).toContain('--token')
})

it('says that the same content was not written again', async () => {
  await submit(lingyang)
  const { status, out } = await submit(lingyang)
  expect(status).toBe(0)
  expect(out).toContain('内容与上次相同，未重复写入（第 1 版，待审核）')
})

it('names the revision it replaces', async () => {
  await submit(lingyang, '--period', '2020-W09')
  const { out } = await submit(lastWeek, '--period', '2020-W09')
  expect(out).toContain('第 2 版')
  expect(county.sent.at(-1)?.headers['if-match']).toMatch(/^"[0-9a-f]{64}"$/)
})

it('keeps a workbook with errors back whole, and sends the others', async () => {
  const { status, out, err } = await submit(sample(wrong), lingyang)
  expect(status).toBe(1)
  expect(out).toContain('大于职工总数')
  expect(err).toContain('江垭镇（复工复产台账）.xlsx：有错误，未报送')
  expect(county.sent.map(({ path }) => path.split('/')[2])).toEqual([
    'cili-lingyang',
    'cili-lingyang',
  ])

  const corrected = join(folder, '江垭镇.xlsx')
  writeFileSync(corrected, await correctedBytes(wrong))
  expect((await submit(corrected)).status).toBe(0)
})

it('does not send a file that cannot be read, and sends the others', async () => {
  writeFileSync(join(folder, 'text.xlsx'), '文本')
  const { status, err } = await submit(join(folder, 'text.xlsx'), lingyang)
  expect(status).toBe(2)
  expect(err).toMatch(/text\.xlsx：不是工作簿/)
  expect(county.sent).toHaveLength(2)
})

it('sends the same report of two files once, and names the other file', async () => {
  const copy = join(folder, '零阳镇（复件）.xlsx')
  writeFileSync(copy, await correctedBytes('cili/2020-W09/零阳镇企业复工复产情况统计表.xlsx'))
  const { status, err } = await submit(lingyang, copy)
  expect(status).toBe(2)
  expect(err).toContain(`零阳镇（复件）.xlsx：与 ${lingyang} 是同一单位、同一期`)
  expect(county.sent).toHaveLength(2)
})

it('never overwrites what came in meanwhile', async () => {
  await submit(lingyang)
  county.beforePut = () => county.replace('cili-lingyang enterprises 2020-W09')
  const { status, err } = await submit(lastWeek, '--period', '2020-W09')
  expect(status).toBe(2)
  expect(err).toContain('未覆盖')
})

it('shows what only the server finds, and ends with 1', async () => {
  county.finds.push({
    rule: 'enterprises.back-within-total',
    severity: 'error',
    cell: 'F12',
    field: 'staff_back',
    params: { op: '<=', left: 52, right: 45, leftTitle: '返岗人数', rightTitle: '职工总数' },
  })
  const { status, err } = await submit(lingyang)
  expect(status).toBe(1)
  expect(err).toContain('服务器检查后没有接收：有错误未说明')
  expect(err).toContain('F12：返岗人数 52 大于职工总数 45')
})

it('says in one line that the week is closed', async () => {
  county.closed.add('2020-W09')
  const { status, err } = await submit(lingyang)
  expect(status).toBe(2)
  const [line] = err.split('\n')
  expect(line).toBe(`${lingyang}：报告期已关闭`)
  expect(err).not.toMatch(/\bat .*\.ts:/)
})

it('says in one line that a token is unknown, or a server does not answer', async () => {
  const bad = await fugong('submit', lingyang, '--server', server, '--token', 'bad')
  expect(bad).toMatchObject({ status: 2, out: '', err: '令牌无效或已过期，请重新登记\n' })
  const nobody = 'http://127.0.0.1:9'
  const gone = await fugong('submit', lingyang, '--server', nobody, '--token', 'good')
  expect(gone.status).toBe(2)
  expect(gone.err).toBe(`连不上服务器 ${nobody}，没有得到回执；请稍后重试\n`)
})

it('refuses a sheet of a unit the token does not reach', async () => {
  const { status, err } = await submit(sample('zhumadian/2020-W10/西平县复工返岗周报.xlsx'))
  expect(status).toBe(2)
  expect(err).toContain('填报单位“西平县”不在令牌管辖的单位里')
  expect(county.sent).toHaveLength(0)
})

it('sends no table without records', async () => {
  writeFileSync(
    join(folder, 'none.csv'),
    '象市镇2020年第9周企业复工情况\n企业名称,是否复工,职工人数\n',
  )
  const { status, err } = await submit(join(folder, 'none.csv'))
  expect(status).toBe(2)
  expect(err).toContain('没有可报送的报表')
  expect(county.sent).toHaveLength(0)
})

it('asks for unit or week where the file names none', async () => {
  writeFileSync(join(folder, 'a.csv'), '企业名称,是否复工,职工人数\n甲公司,是,5\n乙公司,否,6\n')
  const nameless = await submit(join(folder, 'a.csv'))
  expect(nameless).toMatchObject({ status: 2, err: expect.stringContaining('请用 --period 指定') })
  const weekOnly = await submit(join(folder, 'a.csv'), '--period', '2020-W09')
  expect(weekOnly).toMatchObject({ status: 2, err: expect.stringContaining('请用 --unit 指定') })
  const both = await submit(
    join(folder, 'a.csv'),
    '--period',
    '2020-W09',
    '--unit',
    'cili-xiangshi',
  )
  expect(both).toMatchObject({ status: 0, out: expect.stringContaining('已收到，第 1 版') })
})

it('goes by the forms of the server, and by those of a file in their place', async () => {
  const file = join(folder, 'own.csv')
  writeFileSync(
    file,
    '象市镇2020年第9周网点印刷品用量表\n网点,印刷品名称,用量,金额\n城关支行,存款凭条,21份,620元\n',
  )
  const unknown = await submit(file, '--unit', 'cili-xiangshi')
  expect(unknown).toMatchObject({ status: 2, err: expect.stringContaining('没有可报送的报表') })
  county.forms = [...county.forms, printing]
  const known = await submit(file, '--unit', 'cili-xiangshi')
  expect(known).toMatchObject({ status: 0, err: '' })
  expect(county.sent.at(-1)?.submission).toMatchObject({
    catalogue: 'printing@1',
    tally: { 'printing.used': 21, 'printing.spent': 620 },
  })

  const draft = join(folder, 'draft.json')
  writeFileSync(draft, JSON.stringify({ ...printing, version: 2 }))
  await submit(file, '--unit', 'cili-xiangshi', '--forms', draft)
  expect(county.sent.at(-1)?.submission.catalogue).toBe('printing@2')
})

const week = (number: number, rows: string) => {
  const file = join(folder, `week-${number}.csv`)
  const head = '企业名称,是否复工,职工人数,已返岗人数'
  writeFileSync(file, `象市镇2020年第${number}周企业复工情况\n${head}\n${rows}\n`)
  return file
}
const eighth = () => week(8, '甲厂,是,45,40\n乙厂,是,25,20\n丙厂,否,8,')
/** 乙厂 stands still again, 丙厂 is gone. */
const ninth = () => week(9, '甲厂,是,45,40\n乙厂,否,25,0\n丁厂,是,9,9')

it('holds each report against the unit’s last one, for one call each, and sends it', async () => {
  await submit(eighth())
  county.calls.length = 0
  const { status, out, err } = await submit(ninth())
  expect(status).toBe(0)
  expect(out).toContain('象市镇 2020-W09 企业复工复产台账：已收到，第 1 版')
  const [first, ...findings] = err.trim().split('\n')
  expect(first).toMatch(/week-9\.csv：“企业复工复产台账”与上次报送（2020-W08）相比：$/)
  expect(findings).toHaveLength(2)
  expect(findings.join()).toContain('B4')
  expect(findings.join()).toContain('丙厂')
  const unit = '/units/cili-xiangshi/forms/enterprises'
  expect(county.calls.filter((call) => call.includes(unit))).toEqual([
    `GET ${unit}/history?before=2020-W09`,
    `GET ${unit}/periods/2020-W09`,
    `PUT ${unit}/periods/2020-W09`,
  ])
})

/** 甲厂 has more people back than it has. */
const tooMany = () => week(9, '甲厂,是,45,50\n乙厂,是,25,20')
const decision: ExplanationDecision = {
  id: '1',
  about: {
    rule: 'enterprises.back-within-total',
    field: 'staff_back',
    record: '甲厂',
    cell: null,
  },
  state: 'accepted',
  reason: '含劳务派遣 5 人',
  since: '2020-W08',
  until: null,
  why: '',
  decidedAt: '2020-02-24T01:00:00Z',
  decidedBy: '县复工办',
}

it('sends the reasons that were accepted, says so, and keeps back what has none', async () => {
  expect((await submit(tooMany())).status).toBe(1)
  expect(county.sent).toHaveLength(0)

  county.decisions = [decision]
  const { status, out, err } = await submit(tooMany())
  expect({ status, err }).toEqual({
    status: 0,
    err: expect.stringContaining('D3：上级已认可的理由“含劳务派遣 5 人”随表报送'),
  })
  expect(out).toContain('已收到，第 1 版')
  expect(county.sent[0]?.submission.explanations).toEqual([
    {
      sheet: 'week-9',
      rule: 'enterprises.back-within-total',
      cell: 'D3',
      reason: '含劳务派遣 5 人',
      since: '2020-W08',
    },
  ])
  expect(await submit(tooMany(), '--previous', eighth())).toMatchObject({ status: 0 })

  const another = await submit(week(9, '甲厂,是,45,50\n乙厂,是,25,30'))
  expect(another.status).toBe(1)
  expect(another.err).toContain('有错误，未报送')
})

it.each([
  { state: 'refused' as const, why: '不应计入' },
  { until: '2020-W08' },
  { about: { ...decision.about, record: '乙厂' } },
])('does not lean on a reason of which the county says %j', async (change) => {
  county.decisions = [{ ...decision, ...change }]
  const { status, err } = await submit(tooMany())
  expect(status).toBe(1)
  expect(err).not.toContain('随表报送')
  expect(county.sent).toHaveLength(0)
})

it('holds it against a file in place of what the county holds, and asks nothing then', async () => {
  await submit(eighth())
  county.calls.length = 0
  const other = week(7, '甲厂,是,45,40\n戊厂,是,25,20')
  const { status, err } = await submit(ninth(), '--previous', other)
  expect(status).toBe(0)
  expect(err).toContain('与上次报送相比：')
  expect(err).toContain('戊厂')
  expect(err).not.toContain('丙厂')
  expect(county.calls.join()).not.toContain('history')
})

it('is not kept from sending where the past is not to be had', async () => {
  county.pastRefusal = { status: 503, slug: 'busy' }
  const busy = await submit(ninth())
  expect(busy.status).toBe(0)
  expect(busy.err).toMatch(/week-9\.csv：没有取到上次的报送，未与上次比较\n$/)
  // A server of before the call was there: nothing to say of it.
  county.pastRefusal = { status: 404, slug: 'route-unknown' }
  expect(await submit(lingyang)).toMatchObject({ status: 0, err: '' })
})

it('waits as long as a busy server asks, says so, and sends each report once', async () => {
  county.busy = [1, 1]
  const { status, out, err } = await submit(lingyang)
  expect(err.trim().split('\n')).toEqual(Array(2).fill('服务器正忙，约 1 秒后自动再试…'))
  expect(status).toBe(0)
  expect(out.trim().split('\n')).toHaveLength(2)
  expect(county.sent).toHaveLength(2)
})

it('does not wait for hours', async () => {
  county.beforePut = () => {
    county.busy = [3000]
  }
  const { status, out, err } = await submit(lingyang)
  expect(status).toBe(2)
  expect(out.trim().split('\n')).toHaveLength(1)
  expect(err).toContain('请求过于频繁')
})

it('sends without a file that there is nothing, or why it cannot be reported', async () => {
  const where = ['--unit', 'cili-lingyang', '--form', 'projects', '--period', '2020-W09']
  const said = await submit('--reason', '大雪封路', ...where)
  expect(said).toMatchObject({ status: 0, err: '' })
  expect(said.out).toContain('已收到，第 1 版')
  expect(county.sent[0]).toMatchObject({
    path: '/units/cili-lingyang/forms/projects/periods/2020-W09',
    submission: { kind: 'skip', reason: '大雪封路', tally: {}, asOf: '2020-02-28' },
  })
  expect(await submit('--zero', ...where)).toMatchObject({ status: 0, err: '' })
  expect(county.sent[1]?.submission).toMatchObject({ kind: 'zero', tally: { 'projects.total': 0 } })
})

it.each([
  [['--zero', '--reason', '雪'], '只能用一个'],
  [['--zero', '--form', 'projects'], '--period'],
  [['--reason', '雪', '--period', '2020-W09'], '--form'],
  [['--reason', ' ', '--form', 'projects', '--period', '2020-W09'], '--reason'],
  [['--zero', '--form', 'nosuch', '--period', '2020-W09'], 'nosuch'],
  [['--zero', lingyang], lingyang],
])('of %j nothing is sent, and why is one line', async (args, named) => {
  const { status, out, err } = await submit('--unit', 'cili-lingyang', ...args)
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err).toContain(named)
  expect(county.sent).toEqual([])
})
