import { documents, type GoldenCase } from '../case.ts'

/** Institutions, people helped and goods sent, each in its own way of keeping a sheet. */
export const golden: GoldenCase = {
  document: documents.yangshan,
  says: '所有养老机构每天消毒防疫两次，在院老人及工作人员一天两次测体温；运送19顶帐篷、10床大衣；移送市救助站2人，护送和救助5人',
  form: 'welfare',
  unit: '羊山新区',
  asOf: '2020-02-24',
  oneWorkbook: true,
  sheets: [
    {
      name: '养老机构',
      values: [
        ['羊山新区养老服务机构疫情防控情况表'],
        ['填报单位：羊山新区民政和社会保障办', null, null, null, null, '2020年2月24日'],
        [
          '机构名称',
          '是否封闭管理',
          '在院老人数',
          '工作人员数',
          '每天消毒次数',
          '每天测体温次数',
          '发热人数',
        ],
        ['羊山敬老院', '是', 62, 11, 2, 2, 0],
        ['南京路养老院', '封闭', 48, 9, 2, 2, '无'],
        ['夕阳红养老服务中心', '是', 35, 7, '2次', 2, '-'],
        ['合计', null, 145, 27, null, null, 0],
      ],
      tally: { institutions: 3, residents: 145, staff: 27, abnormal: 0, persons_helped: null },
      findings: ['number-as-text E6'],
    },
    {
      name: '救助',
      values: [
        ['流浪乞讨人员救助登记表（截至2020年2月24日）'],
        ['救助日期', '救助点', '救助方式', '救助人数'],
        ['2月3日', '市救助站', '移送救助站', 1],
        ['2月9日', '市救助站', '移送市救助站', 1],
        ['2月11日', '前进街道', '护送', 3],
        ['2月20日', '龙江路社区', '护送救助', 2],
      ],
      tally: { persons_helped: 7, transferred: 2, escorted: 5, institutions: null },
    },
    {
      name: '物资',
      values: [
        ['救灾物资运送台账（截至2020年2月24日）'],
        ['送达地点', '运送物资', '运送数量', '单位', '运送时间'],
        ['高速卡口', '帐篷', 7, '顶', '2月1日'],
        ['各社区卡口', '棉帐篷', 12, '顶', '2月2日'],
        ['高速卡口', '棉大衣', 10, '床', '2月2日'],
      ],
      tally: { goods_sent: 29, tents: 19, coats: 10 },
    },
  ],
  tally: {
    disinfections_per_day: 2,
    temperature_rounds_per_day: 2,
    disinfected_twice: 3,
    measured_twice: 3,
    persons_helped: 7,
    transferred: 2,
    escorted: 5,
    goods_sent: 29,
  },
  display: {
    disinfections_per_day: '2',
    temperature_rounds_per_day: '2',
    transferred: '2',
    escorted: '5',
    tents: '19',
    coats: '10',
  },
  bulletin:
    '截至2月24日，羊山新区民政服务保障情况：养老服务机构3家，在院145人，平均每日消毒2次，测温2次；救助7人，其中移送救助站2人，护送救助5人；运送帐篷19顶，大衣10件。',
}
