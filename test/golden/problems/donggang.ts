import { documents, type GoldenCase } from '../case.ts'

/** A sheet without states: a problem is solved by the day it was solved on. */
export const golden: GoldenCase = {
  document: documents.donggang,
  says: '协调解决企业复工复产过程中遇到的疫情防控、工人返岗、原材料供应、物流运输、金融服务等问题',
  form: 'problems',
  unit: '东港市',
  asOf: '2020-03-31',
  sheets: [
    {
      values: [
        ['东港市驻企干部收集企业困难问题清单'],
        ['填报时间：2020年3月31日'],
        ['反映企业', '诉求类别', '收集日期', '办理单位', '办结日期'],
        ['丹东江源机械有限公司', '工人返岗', '2020-3-9', '市人社局', '2020-3-9'],
        ['丹东零点食品有限公司', '疫情防控', '2020-3-10', '市卫健局', '2020-3-12'],
        ['丹东釜鼎机械工程有限公司', '原材料供应', '2020-3-16', '市工信局', '2020-3-18'],
        ['黄海水产有限公司', '物流运输', '2020-3-23', '市交通局', '2020-3-23'],
        ['兴港建筑公司', '金融服务', '2020-3-30', '市金融局', null],
      ],
    },
  ],
  tally: {
    raised: 5,
    solved: 4,
    solved_on_the_spot: 2,
    open: 1,
    overdue: 1,
    labour: 1,
    supplies: 1,
    materials: 1,
    logistics: 1,
    funds: 1,
    other: 0,
    escalated: null,
  },
  display: { raised: '5', solved: '4' },
  bulletin:
    '截至3月31日，东港市共收集企业问题诉求5个，已解决4个，其中当场解决2个，未办结1个（超期1个）；用工1个、原材料1个、物流1个、资金1个、防疫物资1个、其他0个。',
}
