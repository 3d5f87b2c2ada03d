/**
 * Cili county (慈利县), Zhangjiajie, Hunan: 213 of 311 enterprises resumed, 68.5 %, as of 25 February
 * 2020; 91 of the 311 are above designated size. Township names are real, all else is invented.
 */
export interface Township {
  id: string
  name: string
  total: number
  resumed: number
  aboveScale: number
  aboveResumed: number
  villages: string[]
  /** Migrant workforce and returned, where the workbook has a returnees sheet. */
  returnees?: { workforce: number; returned: number }
}

export const county = { id: 'cili', name: '慈利县', division: '430821' }

export const townships: Township[] = [
  {
    id: 'cili-lingyang',
    name: '零阳镇',
    total: 62,
    resumed: 48,
    aboveScale: 24,
    aboveResumed: 23,
    villages: [
      '北岗社区',
      '笔架山社区',
      '万福社区',
      '双岗村',
      '石板村',
      '笔架村',
      '枧潭村',
      '梅花村',
    ],
    returnees: { workforce: 6820, returned: 3174 },
  },
  {
    id: 'cili-jiangya',
    name: '江垭镇',
    total: 41,
    resumed: 29,
    aboveScale: 13,
    aboveResumed: 12,
    villages: ['江垭社区', '岩板村', '临江村', '九溪村', '茶林河村', '樟树村'],
  },
  {
    id: 'cili-yanbodu',
    name: '岩泊渡镇',
    total: 36,
    resumed: 22,
    aboveScale: 10,
    aboveResumed: 8,
    villages: ['岩泊渡社区', '渡坪村', '双星村', '杨柳铺村', '星明村', '白竹水村'],
    returnees: { workforce: 4310, returned: 1902 },
  },
  {
    id: 'cili-xikou',
    name: '溪口镇',
    total: 33,
    resumed: 24,
    aboveScale: 9,
    aboveResumed: 9,
    villages: ['溪口社區', '立功村', '長峪村', '王家坪村', '柳林村'],
  },
  {
    id: 'cili-dongyueguan',
    name: '东岳观镇',
    total: 28,
    resumed: 17,
    aboveScale: 8,
    aboveResumed: 6,
    villages: ['东岳观社区', '观音桥村', '三元村', '龙峰村'],
  },
  {
    id: 'cili-tongjinpu',
    name: '通津铺镇',
    total: 24,
    resumed: 17,
    aboveScale: 6,
    aboveResumed: 5,
    villages: ['通津铺社区', '长建村', '喻家嘴村', '铁炉村'],
  },
  {
    id: 'cili-shamuqiao',
    name: '杉木桥镇',
    total: 22,
    resumed: 14,
    aboveScale: 6,
    aboveResumed: 5,
    villages: ['杉木桥社区', '红岩村', '覃家村', '蒋家坪村'],
  },
  {
    id: 'cili-miaoshi',
    name: '苗市镇',
    total: 21,
    resumed: 13,
    aboveScale: 5,
    aboveResumed: 4,
    villages: ['苗市社区', '黄花溪村', '东河村', '银山村'],
  },
  {
    id: 'cili-lingxi',
    name: '零溪镇',
    total: 18,
    resumed: 12,
    aboveScale: 4,
    aboveResumed: 4,
    villages: ['零溪社区', '燕子桥村', '象鼻村', '八字村', '天堂村'],
    returnees: { workforce: 2260, returned: 1015 },
  },
  {
    id: 'cili-gaoqiao',
    name: '高桥镇',
    total: 15,
    resumed: 10,
    aboveScale: 4,
    aboveResumed: 3,
    villages: ['高桥社区', '团山村', '岩桑峪村'],
  },
  {
    id: 'cili-xiangshi',
    name: '象市镇',
    total: 11,
    resumed: 7,
    aboveScale: 2,
    aboveResumed: 2,
    villages: ['象市社区', '回龙村', '大浒村'],
  },
  {
    id: 'cili-longtanhe',
    name: '龙潭河镇',
    total: 14,
    resumed: 9,
    aboveScale: 3,
    aboveResumed: 2,
    villages: ['龙潭河社区', '江山村', '金坪村', '兴旺村'],
  },
]

/** The township that has its sheet ready and has not reported in the second week. */
export const lateTownship = 'cili-longtanhe'
