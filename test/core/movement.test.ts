import { expect, describe as group, it } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import type { Table } from '../../shared/read/table.ts'

const now = '2020-02-28'

function inspected(values: Cell[][], previous?: Table[]) {
  const options = { forms, now, ...(previous ? { previous } : {}) }
  return inspect(gridOf('表', values), options)[0]
}

function since(before: Cell[][], after: Cell[][]) {
  const table = inspected(before)?.table
  return inspected(after, table ? [table] : [])?.findings ?? []
}

const header = ['企业名称', '统一社会信用代码', '复工状态']

group('since the last report', () => {
  it('an enterprise that is gone is named once, one under another name is not gone', () => {
    const findings = since(
      [
        header,
        ['宏远厂', null, '已复工'],
        ['兴盛厂', null, '未复工'],
        ['福泰厂', '91350100M000100Y43', '未复工'],
      ],
      [header, ['宏远厂', null, '已复工'], ['福泰制衣公司', '91350100M000100Y43', '未复工']],
    )
    expect(findings.map((finding) => describe(finding, 'zh', enterprises))).toEqual([
      '上期有而本期没有：兴盛厂（共 1 个），请核对是否漏填',
    ])
  })

  it('an enterprise that stands still again is asked about, one that resumes is not', () => {
    const findings = since(
      [header, ['宏远厂', null, '部分复工'], ['兴盛厂', null, '未复工']],
      [header, ['宏远厂', null, '停工'], ['兴盛厂', null, '全面复工']],
    )
    expect(findings.map((finding) => describe(finding, 'zh', enterprises))).toEqual([
      expect.stringContaining('C2：上期为“部分复工”，本期为“未复工”'),
    ])
  })

  it('a cumulative figure may not fall unsaid', () => {
    const columns = ['村', '务工人员总数', '已返岗人数']
    const findings = since(
      [columns, ['大兴村', 300, 120], ['申中村', 200, 80]],
      [columns, ['大兴村', 300, 110], ['申中村', 200, 95]],
    )
    expect(findings.map((finding) => describe(finding, 'zh', returnees))).toEqual([
      'C2：已返岗人数由上期的 120 减少到 110，请核对',
    ])
  })

  it('says nothing where there was no report', () => {
    expect(inspected([header, ['宏远厂', null, '已复工']])?.findings).toEqual([])
  })
})
