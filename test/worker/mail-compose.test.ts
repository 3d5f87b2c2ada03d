import { describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import type { Completeness, TotalsAnswer, Unit } from '../../shared/protocol/answers.ts'
import { NO_SEAL } from '../../shared/protocol/audit.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { composeSummary, type Summary } from '../../worker/mail/compose.ts'
import { figuresOf } from '../../worker/mail/figures.ts'
import { en } from '../../worker/mail/messages/en.ts'
import { zh } from '../../worker/mail/messages/zh.ts'
import { composeReminder } from '../../worker/mail/reminder.ts'
import { columns, width } from '../../worker/mail/text.ts'

interface Sent {
  total: number
  resumed: number
}

const period = {
  id: '2020-W09',
  asOf: '2020-02-25',
  due: '2020-02-28T17:00:00+08:00',
  state: 'open' as const,
}

/** A county of the townships given; null: nothing has come from it. */
function county(townships: Record<string, Sent | null>, name = '慈利县'): Summary {
  const units: Unit[] = [
    { id: 'cili', name, level: 'county', parent: null },
    ...Object.keys(townships).map(
      (id): Unit => ({ id, name: id, level: 'township', parent: 'cili' }),
    ),
  ]
  const parts = Object.entries(townships).flatMap(([id, sent]) =>
    sent === null ? [] : [{ unit: id, name: id, ...report, tally: tallyOf(sent) }],
  )
  const missing = Object.keys(townships).filter((id) => townships[id] === null)
  const expected = units.length - 1
  const coverage = { expected, submitted: expected - missing.length, missing }
  const totals: TotalsAnswer = {
    unit: 'cili',
    name,
    period,
    view: 'current',
    forms: ['enterprises'],
    totals: mergeTallies(
      parts.map(({ tally }) => tally),
      enterprises,
    ),
    display: {},
    coverage,
    parts,
    duplicates: [],
    duplicateCounts: { same: 0, possible: 0, unopened: 0, said: 0 },
    superseded: [],
    rates: {},
    across: [],
  }
  const completeness: Completeness = {
    unit: 'cili',
    period,
    ...coverage,
    extensions: [],
    entries: Object.entries(townships).map(([id, sent]) => ({
      unit: id,
      name: id,
      form: 'enterprises',
      state: sent ? 'submitted' : 'missing',
      kind: sent ? 'report' : null,
      revision: sent ? 1 : null,
      receivedAt: sent ? '2020-02-27T01:00:00Z' : null,
      late: false,
    })),
  }
  return {
    totals,
    completeness,
    forms: [enterprises],
    units,
    now: '2020-02-28T09:00:00Z',
    corrects: null,
    seal: NO_SEAL,
    link: 'https://fugong.test/#/cili/2020-W09',
  }
}

const report = {
  form: 'enterprises',
  revision: 1,
  state: 'submitted' as const,
  late: false,
  hash: 'a1',
}

function tallyOf({ total, resumed }: Sent): Tally {
  const counted = { 'enterprises.total': total, 'enterprises.resumed': resumed }
  return mergeTallies([counted], enterprises)
}

const cili = county({
  零阳镇: { total: 150, resumed: 103 },
  江垭镇: { total: 161, resumed: 110 },
  苗市镇: null,
})

/** The text of a document as a reader sees it, row by row. */
function readable(html: string): string {
  return html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<\/(tr|p|h1|h2)>/g, '\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[ \u00a0]+/g, ' ')
}

describe('the summary', () => {
  test('leads with who has reported and who has not, by name', () => {
    const { subject, text, html } = composeSummary(cili, 'zh')
    expect(subject).toBe('慈利县2020年第9周汇总：已报2/3（未报：苗市镇），复工率68.5%')
    expect(text.split('\n').slice(0, 5)).toEqual([
      '慈利县2020年第9周汇总',
      '数据截至2月25日，截止报送2月28日 17:00，汇总时间2月28日 17:00',
      '',
      '已报 2/3',
      '未报：苗市镇',
    ])
    const seen = readable(html)
    expect(seen.indexOf('已报 2/3')).toBeGreaterThan(-1)
    expect(seen.indexOf('已报 2/3')).toBeLessThan(seen.indexOf('未报： 苗市镇'))
    expect(seen.indexOf('未报： 苗市镇')).toBeLessThan(seen.indexOf('213'))
  })

  test('ends with the seal of the records, which a mailbox keeps, and has none where there is none', () => {
    const seal = { lastId: 120, count: 20, hash: '3fa491c2'.repeat(8), sealedAt: period.due }
    const zh = composeSummary({ ...cili, seal }, 'zh')
    const code = '120-3fa491c23fa491c23fa4'
    expect(zh.text.trimEnd().split('\n').at(-1)).toContain(`封存码 ${code}：`)
    expect(readable(zh.html)).toContain(code)
    expect(composeSummary({ ...cili, seal }, 'en').text).toContain(`Seal ${code}:`)
    expect(composeSummary(cili, 'zh').text).not.toContain('封存')
  })

  test('adds the townships up to 213 of 311, 68.5%, in sentence and table', () => {
    const { text, html } = composeSummary(cili, 'zh')
    expect(text).toContain('截至2月25日，慈利县已有213家企业复工复产，复工率68.5%')
    expect(text).toMatch(/^复工率 +68\.5% +213\/311$/m)
    expect(text).toMatch(/^零阳镇 +已报 +68\.7% \(103\/150\)$/m)
    expect(text).toMatch(/^江垭镇 +已报 +68\.3% \(110\/161\)$/m)
    expect(text).toMatch(/^苗市镇 +未报 +—$/m)
    expect(readable(html)).toMatch(/复工率[^\n]*\n 68\.5% 213\/311/)
  })

  test('names forms that do not agree, and not what could not be compared', () => {
    const rule = { rule: 'enterprises.back-within-workforce', form: 'enterprises' }
    const across: TotalsAnswer['across'] = [
      {
        ...rule,
        ...{ unit: '零阳镇', name: '零阳镇', state: 'broken', left: 181, right: 180, missing: [] },
      },
      {
        ...rule,
        unit: '江垭镇',
        name: '江垭镇',
        state: 'unknown',
        left: 9,
        right: null,
        missing: [],
      },
    ]
    const { text } = composeSummary({ ...cili, totals: { ...cili.totals, across } }, 'zh')
    const [, said = ''] = /^报表之间对不上的\n(.*)$/m.exec(text) ?? []
    expect(said).toMatch(/^零阳镇：《企业复工复产台账》返岗人数 181 大于.* 180（.*），请核对$/)
    expect(text).not.toMatch(/江垭镇：/)
    expect(composeSummary(cili, 'zh').text).not.toContain('对不上')
  })

  test('names what several units report, and says how much is still to be decided', () => {
    const place = (name: string) => ({ unit: name, name, revision: 1, sheet: 'Sheet1', cell: 'A3' })
    const twice = Array.from({ length: 6 }, (_, n) => ({
      form: 'enterprises',
      field: 'uscc',
      value: '91430821MA4L00008R',
      name: `${n + 1}号厂`,
      units: [place('零阳镇'), place('江垭镇'), place('江垭镇')],
      countedFor: '零阳镇',
    }))
    const totals = {
      ...cili.totals,
      duplicates: twice,
      duplicateCounts: { same: 6, possible: 2, unopened: 0, said: 0 },
    }
    const { text } = composeSummary({ ...cili, totals }, 'zh')
    expect(text).toContain('6条记录由多个单位填报，合计只计一次：1号厂（零阳镇、江垭镇）、2号厂')
    expect(text).toContain('5号厂（零阳镇、江垭镇）等。')
    expect(text).toContain('另有2条同名记录可能重复')
    expect(composeSummary({ ...cili, totals }, 'en').text).toContain('6 are reported by several')
    expect(composeSummary(cili, 'zh').text).not.toContain('重复')

    // Beyond what is opened the total is too high, and its reader is told.
    const beyond = { ...totals, duplicateCounts: { same: 6, possible: 0, unopened: 4, said: 0 } }
    expect(composeSummary({ ...cili, totals: beyond }, 'zh').text).toContain(
      '有4份报表重复过多，其中重复的仍重复计入。',
    )
  })

  test('has an English variant with the same figures', () => {
    const { subject, text, html } = composeSummary(cili, 'en')
    expect(subject).toBe(
      '慈利县: summary of Week 9, 2020: 2 of 3 reported (missing: 苗市镇), Resumption rate 68.5%',
    )
    expect(text).toContain('213 enterprises in 慈利县 have resumed')
    expect(text).toMatch(/^Resumption rate +68\.5% +213\/311$/m)
    expect(html).toContain('<html lang="en">')
  })

  test('says that nothing has come instead of showing zeros', () => {
    const { subject, text, html } = composeSummary(county({ 零阳镇: null, 江垭镇: null }), 'zh')
    expect(subject).toBe('慈利县2020年第9周汇总：尚无数据（已报0/2）')
    expect(text).toContain(zh['summary.none'])
    expect(text).toContain('未报：零阳镇、江垭镇')
    expect(readable(html)).not.toMatch(/复工率/)
  })

  test('only counts the missing in the subject where they are many', () => {
    const { subject, text } = composeSummary(
      county({ 甲镇: { total: 1, resumed: 1 }, 乙镇: null, 丙镇: null, 丁镇: null, 戊镇: null }),
      'zh',
    )
    expect(subject).toContain('（4个单位未报）')
    expect(text).toContain('未报：乙镇、丙镇、丁镇、戊镇')
  })

  test('tells a form nobody has sent from one that some owe', () => {
    const some = county({ 零阳镇: { total: 2, resumed: 1 }, 江垭镇: { total: 2, resumed: 2 } })
    const owing = ['零阳镇', '江垭镇'].map((unit) => ({
      ...{ unit, name: unit, form: 'returnees', kind: null, revision: null, receivedAt: null },
      state: 'missing' as const,
      late: false,
    }))
    const entries = [...some.completeness.entries, ...owing]
    const both = { ...some, forms: [enterprises, returnees] }
    const text = (list: typeof entries) =>
      composeSummary({ ...both, completeness: { ...some.completeness, entries: list } }, 'zh').text
    expect(text(entries)).toContain('缺《务工人员返岗统计表》：尚无单位报送')
    const sent = { ...owing[0]!, state: 'submitted' as const, kind: 'report' as const }
    expect(text([...some.completeness.entries, sent, owing[1]!])).toContain(
      '缺《务工人员返岗统计表》：江垭镇',
    )
  })

  test('merges what comes from further down into the units right below', () => {
    const below: Unit[] = [
      { id: 'zhangjiajie', name: '张家界市', level: 'prefecture', parent: null },
      ...cili.units.map((unit) => (unit.id === 'cili' ? { ...unit, parent: 'zhangjiajie' } : unit)),
    ]
    const prefecture = { ...cili.totals, unit: 'zhangjiajie', name: '张家界市' }
    const { text } = composeSummary({ ...cili, totals: prefecture, units: below }, 'zh')
    expect(text).toMatch(/^慈利县 +已报 2\/3 +68\.5% \(213\/311\)$/m)
    expect(text).not.toMatch(/^零阳镇/m)
  })
})

describe('what people typed', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&镇'

  test('cannot become markup', () => {
    const { html } = composeSummary(
      county({ [hostile]: { total: 4, resumed: 1 }, [`${hostile}乙`]: null }, `县${hostile}`),
      'zh',
    )
    expect(html).not.toContain('<img')
    expect(html).not.toContain('onerror=alert(1)>')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;镇')
    expect(html).not.toMatch(/<script|<style|class=/)
  })

  test('cannot break a header or a line', () => {
    const { subject, text } = composeSummary(
      county({ 甲镇: null }, '县\r\nBcc: a@b.c\u202e\u061c'),
      'zh',
    )
    expect(subject).not.toMatch(/[\r\n\u202e\u061c]/)
    expect(text.split('\n')[0]).toContain('县 Bcc: a@b.c')
  })
})

describe('a correction', () => {
  test('says which unit corrected which figure', () => {
    const before = county({
      零阳镇: { total: 150, resumed: 100 },
      江垭镇: { total: 161, resumed: 110 },
      苗市镇: null,
    })
    const corrects = figuresOf(before.totals, before.completeness)
    const { text } = composeSummary({ ...cili, corrects }, 'zh')
    expect(text).toContain('零阳镇：已复工企业 100 → 103，复工率 66.7% → 68.7%')
    expect(text).not.toMatch(/^江垭镇：/m)
  })

  test('says what has changed since the edition before', () => {
    const before = county({
      零阳镇: { total: 150, resumed: 103 },
      江垭镇: null,
      苗市镇: null,
    })
    const corrects = figuresOf(before.totals, before.completeness)
    const { subject, text } = composeSummary({ ...cili, corrects }, 'zh')
    expect(subject).toMatch(/^【更正】慈利县2020年第9周汇总：已报2\/3/)
    expect(text).toContain('已报 1/3 → 2/3')
    expect(text).toContain('合计：企业数 150 → 311，已复工企业 103 → 213，复工率 68.7% → 68.5%\n')
    expect(text).toContain('江垭镇：已补报《企业复工复产台账》')
    expect(text).not.toMatch(/^零阳镇：/m)
  })

  test('is none where the figures still hold', () => {
    const corrects = figuresOf(cili.totals, cili.completeness)
    expect(composeSummary({ ...cili, corrects }, 'zh').subject).not.toContain('更正')
  })
})

describe('the reminder', () => {
  test('names the unit, what it owes and until when, and nobody else', () => {
    const { subject, text } = composeReminder(
      { unitName: '苗市镇', period, missing: [enterprises, returnees] },
      'zh',
    )
    expect(subject).toBe('请报送：苗市镇2020年第9周报表，2月28日 17:00截止')
    expect(text).toContain('尚未报送：企业复工复产台账、务工人员返岗统计表')
  })

  test('has an English variant', () => {
    const mail = composeReminder({ unitName: '苗市镇', period, missing: [enterprises] }, 'en')
    expect(mail.subject).toBe('Please report: 苗市镇, Week 9, 2020, due 28 Feb, 17:00')
  })
})

test('a day of another year than the week is said with its year', () => {
  const turn = { ...period, id: '2020-W53', asOf: '2021-01-01', due: '2021-01-01T17:00:00+08:00' }
  const { text } = composeSummary({ ...cili, totals: { ...cili.totals, period: turn } }, 'zh')
  expect(text).toContain('\n数据截至2021年1月1日，截止报送2021年1月1日 17:00，')
})

describe('plain text', () => {
  test('gives a name too long for its column a line of its own', () => {
    const long = '很长'.repeat(45)
    expect(
      columns([
        ['甲镇', '9'],
        [long, '120'],
        ['乙镇', '7'],
      ]),
    ).toEqual([
      `甲镇${' '.repeat(36)}    9`,
      long,
      `${' '.repeat(40)}  120`,
      `乙镇${' '.repeat(36)}    7`,
    ])
  })

  test('counts wide characters twice', () => {
    expect(['县', '68.5%', 'Ａ', '—', '𠮷', ''].map(width)).toEqual([2, 5, 2, 1, 2, 0])
  })

  test('sets the first column left and the others right', () => {
    expect(
      columns([
        ['零阳街道', '9'],
        ['乡', '120'],
      ]),
    ).toEqual(['零阳街道    9', '乡        120'])
  })
})

test('both languages have the same wordings, with the same values in them', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  for (const [key, text] of Object.entries(zh)) {
    expect(values(en[key as keyof typeof en]), key).toEqual(values(text))
  }
})
