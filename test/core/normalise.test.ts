import { describe, expect, it } from 'vitest'
import { normalise } from '../../shared/text/normalise.ts'

describe('the form in which wordings are compared', () => {
  it.each([
    ['合　计', '合计'],
    ['企業復工復產', '企业复工复产'],
    ['４５（個）', '45(个)'],
    ['\ufeff企业\u200b名称\t', '企业名称'],
    ['批覆金額', '批复金额'],
    ['答覆時間', '答复时间'],
    ['覆蓋村數', '覆盖村数'],
    ['返岗人数', '返岗人数'],
    ['', ''],
  ])('of %j is %j', (written, plain) => {
    expect(normalise(written)).toBe(plain)
  })
})
