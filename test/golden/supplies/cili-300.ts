import { documents, type GoldenCase } from '../case.ts'

/** 428 on the staff, 70 % of them on duty: 300 masks a day, and 1500 in stock. */
export const golden: GoldenCase = {
  document: documents.cili,
  says: '员工按照70%到岗率计算，大概需要300个口罩，目前企业口罩存量仅够支持5天左右',
  form: 'supplies',
  unit: '慈利县',
  asOf: '2020-02-25',
  sheets: [
    {
      values: [
        ['慈利县企业防疫物资储备情况表'],
        ['填报日期：2020年2月25日', null, null, null, null, '单位：个'],
        [
          '企业名称',
          '物资名称',
          '计量单位',
          '上周结存',
          '本周入库',
          '本周发放',
          '现有库存',
          '日需求量',
          '缺口',
        ],
        ['澧水机械有限公司', '一次性医用口罩', '个', 900, 2000, 1400, 1500, 300, 600],
      ],
      tally: { stock: 1500, daily_use: 300, days_left: 5, shortfall: 600 },
    },
  ],
  tally: { masks: 1500, masks_daily_use: 300, masks_days_left: 5, days_left: 5, alcohol: null },
  display: { masks_daily_use: '300', masks_days_left: '5', days_left: '5' },
  bulletin: '截至2月25日，慈利县防疫物资储备情况：口罩1500个（可用5天）；本期筹集口罩2000个。',
}
