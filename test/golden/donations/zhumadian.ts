import { documents, type GoldenCase } from '../case.ts'

export const golden: GoldenCase = {
  document: documents.zhumadian,
  says: '市残联为乐山电缆厂和丰盈制衣厂各捐赠1个电动喷雾器、150斤84消毒液、500只口罩',
  form: 'donations',
  unit: '驻马店市',
  asOf: '2020-03-04',
  sheets: [
    {
      values: [
        ['驻马店市残联捐赠物资台账', null, null, null, '2020年3月4日'],
        ['捐赠单位', '受赠单位', '物资名称', '捐赠数量', '捐赠日期'],
        ['市残联', '经济开发区乐山电缆厂', '电动喷雾器', 1, '3月2日'],
        [null, null, '84消毒液', '150斤', '3月2日'],
        [null, null, '口罩', 500, '3月2日'],
        ['市残联', '泌阳县丰盈制衣厂', '电动喷雾器', 1, '3月3日'],
        [null, null, '84消毒液', '150斤', '3月3日'],
        [null, null, '口罩', 500, '3月3日'],
      ],
      findings: ['number-as-text D4', 'number-as-text D7'],
    },
  ],
  tally: { sprayers: 2, masks: 1000, disinfectant: 300, value: null },
  display: { sprayers: '2', masks: '1000' },
  bulletin: '截至3月4日，驻马店市共接收捐赠6笔，口罩1000只，喷雾器2台，消毒液300斤。',
}
