import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'

/** A ledger of enterprises as a large county would keep it, most of its fields filled in. */
export function ledger(rows: number): Grid {
  const head = [
    '序号',
    '企业名称',
    '所属乡镇',
    '是否规上',
    '是否复工',
    '复工时间',
    '职工总数',
    '返岗人数',
    '口罩存量（个）',
    '存在困难',
  ]
  const records = Array.from({ length: rows }, (_, index): Cell[] => {
    const staff = 10 + (index % 300)
    const back = index % 4 === 0 ? 0 : Math.floor(staff * 0.6)
    return [
      index + 1,
      `某县${index}号加工厂`,
      `第${index % 20}镇`,
      index % 5 === 0 ? '是' : '否',
      back > 0 ? '是' : '否',
      back > 0 ? '2020年2月20日' : null,
      staff,
      back,
      back * 5,
      index % 3 === 0 ? '缺少原材料' : null,
    ]
  })
  return gridOf('Sheet1', [['某县企业复工复产情况统计表'], head, ...records])
}
