import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

function said(line: string) {
  const grid = gridOf('Sheet1', [
    ['企业复工复产台账'],
    [line],
    ['序号', '企业名称', '是否复工', '职工总数', '返岗人数'],
    [1, '宏远机械厂', '是', 45, 40],
    [2, '兴盛食品厂', '否', 20, 0],
  ])
  const [report] = inspect(grid, { forms, now: '2020-03-10' })
  return [report?.unit, report?.asOf]
}

describe('a line of information above a table', () => {
  it('names a unit up to the day that follows it without a label', () => {
    const day = '2020-03-06'
    expect(said('填报单位：青山乡　截止2020年3月6日')).toEqual(['青山乡', day])
    expect(said('填报单位：高新开发区 2020.3.6')).toEqual(['高新开发区', day])
    expect(said('填报单位:太平乡2020年3月6日')).toEqual(['太平乡', day])
    expect(said('填报单位：平舆县　3月6日')).toEqual(['平舆县', day])
    expect(said('填报单位：高庙乡 二〇二〇年三月六日')).toEqual(['高庙乡', day])
    expect(said('填报单位：慈利县 零阳镇 张三 2020-03-06')).toEqual(['零阳镇', day])
    expect(said('填报单位：青 山 乡　2020年3月6日')).toEqual(['青山乡', day])
  })

  it('dates the figures where the day stands by itself between others', () => {
    const line = '填报单位：塔山乡　　　　2020年3月6日　　　　单位：人'
    expect(said(line)).toEqual(['塔山乡', '2020-03-06'])
    expect(said('填报单位：塔山乡 2020年3月6日 单位：人')).toEqual(['塔山乡', '2020-03-06'])
  })

  it('means the place whose office reports', () => {
    const unit = (name: string) => said(`填报单位：${name}　填报日期：2020年3月6日`)[0]
    expect(unit('双桥镇人社所')).toBe('双桥镇')
    expect(unit('确山县人社局')).toBe('确山县')
    expect(unit('汝南县常兴镇农业服务中心')).toBe('常兴镇')
    expect(unit('沙河街道办')).toBe('沙河街道')
    expect(unit('确山县城乡建设局')).toBe('确山县')
    // A name of its own, that is no place with an office.
    expect(unit('马站')).toBe('马站')
    expect(unit('所前镇')).toBe('所前镇')
  })
})
