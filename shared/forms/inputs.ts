import type { Condition, Form, Indicator } from './form.ts'
import { indicatorsOf, phone, remark, unitOfMeasure } from './parts.ts'

const { last, sum, ratio } = indicatorsOf('inputs')
const pieces = { zh: '件', en: '' }

/** Ordered of one category; where a sheet has no categories, by what the item is called. */
function kind(name: string, zh: string, en: string, words: string[]): Indicator {
  const of: Condition = {
    any: [
      { field: 'category', is: name },
      { all: [{ missing: 'category' }, { field: 'item', contains: words }] },
    ],
  }
  return sum(`${name}_ordered`, { zh: `${zh}需求`, en: `${en} ordered` }, pieces, {
    sum: 'ordered',
    of,
  })
}

export const inputs: Form = {
  id: 'inputs',
  version: 1,
  title: { zh: '春耕农资需求台账', en: 'Farm inputs' },
  row: { zh: '村与农资', en: 'village and item' },
  subjects: [
    '农资',
    '春耕',
    '备耕',
    '春耕备耕',
    '春耕农资',
    '农资需求',
    '农资供应',
    '农资储备',
    '种子化肥',
    '化肥农药',
    '农药化肥',
    '采购清单',
  ],
  identifiedBy: [
    ['item'],
    ['ordered', 'delivered'],
    ['village', 'household', 'households', 'area', 'needed_by', 'category'],
  ],
  fields: [
    {
      id: 'village',
      title: { zh: '村', en: 'Village' },
      synonyms: ['村名', '行政村', '所属村', '村组', '村别', '乡镇', '所在村', '村（社区）'],
      families: [
        '[所属|所在|户籍|需求]{村|社区|村居|行政村|村社区|村委会|村组|自然村|组别}[名称|名|别]',
        '[所属|所在]{乡镇|镇|乡|街道|乡镇街道|镇街}[名称|名]',
        '{乡镇|街道}{村|社区}',
        '填报单位',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'household',
      title: { zh: '农户姓名', en: 'Household' },
      synonyms: ['农户', '户主', '户主姓名', '需求农户', '种植户', '姓名'],
      families: ['[需求|种植|订购]{农户|户主|村民|种植户|种粮大户|大户|农民}[姓名|名称]'],
      type: 'text',
      personal: true,
    },
    {
      id: 'households',
      title: { zh: '需求户数', en: 'Households' },
      synonyms: ['农户数', '订购户数', '需求农户数', '登记户数', '涉及户数'],
      families: ['[需求|订购|登记|涉及|参与|种植]{农户|户|村民户}{数|总数|数量}'],
      type: 'count',
      unit: { zh: '户', en: 'households' },
    },
    {
      id: 'area',
      title: { zh: '种植面积', en: 'Area' },
      synonyms: ['春耕面积', '播种面积', '计划种植面积', '耕种面积', '使用面积'],
      families: ['[计划|预计|春季|早稻|水稻]{种植|播种|春耕|耕种|耕地|使用|施用}面积[亩]'],
      type: 'number',
      unit: { zh: '亩', en: 'mu' },
    },
    {
      id: 'category',
      title: { zh: '农资类别', en: 'Category' },
      synonyms: ['农资类型', '农资分类', '类别', '物资类别', '农资大类'],
      families: ['[农资|物资|需求|商品]{类别|类型|分类|大类}'],
      type: 'choice',
      otherwise: 'other',
      carriesDown: true,
      choices: [
        {
          value: 'seed',
          title: { zh: '种子', en: 'seed' },
          words: ['种苗', '稻种', '种子类', '种子种苗', '玉米种', '种薯', '秧苗'],
        },
        {
          value: 'fertiliser',
          title: { zh: '化肥', en: 'fertiliser' },
          words: ['肥料', '复合肥', '尿素', '有机肥', '化肥类', '磷肥', '钾肥'],
        },
        {
          value: 'pesticide',
          title: { zh: '农药', en: 'pesticide' },
          words: ['除草剂', '杀虫剂', '杀菌剂', '农药类', '药剂'],
        },
        {
          value: 'film',
          title: { zh: '农膜', en: 'film' },
          words: ['地膜', '薄膜', '大棚膜', '农用薄膜'],
        },
        {
          value: 'machinery',
          title: { zh: '农机具', en: 'machinery' },
          words: ['农机', '农具', '机具', '喷雾器', '柴油'],
        },
        { value: 'other', title: { zh: '其他', en: 'other' }, words: ['其它', '其他农资'] },
      ],
    },
    {
      id: 'item',
      title: { zh: '农资名称', en: 'Item' },
      synonyms: [
        '品种',
        '农资品种',
        '农资种类',
        '农资品名',
        '需求农资',
        '所需农资',
        '农资',
        '品种名称',
      ],
      families: [
        '[春耕|需求|所需|订购|采购|备耕]{农资|农用物资|农业生产资料|农资商品}[名称|品种|品名|种类|名]',
        '{需求|订购|采购}品种',
        '{品名|商品名称|货物名称}',
        '{种子|化肥|农药|肥料}[种子|化肥|农药|肥料]{名称|品种|品名}',
      ],
      underTitle: ['名称', '物资名称', '商品'],
      type: 'text',
      required: true,
    },
    {
      id: 'specification',
      title: { zh: '规格', en: 'Specification' },
      synonyms: ['规格型号', '品牌规格', '品牌', '型号', '包装规格', '含量规格'],
      families: [
        '[农资|商品|产品|品牌]{规格|型号|规格型号|品牌|品牌规格|规格品牌|包装规格|厂家品牌}',
      ],
      type: 'text',
    },
    unitOfMeasure,
    {
      id: 'ordered',
      title: { zh: '需求数量', en: 'Ordered' },
      synonyms: [
        '需求量',
        '订购数量',
        '订购量',
        '采购数量',
        '需购数量',
        '登记数量',
        '预订数量',
        '数量',
      ],
      families: [
        '[农资|预计|计划|合计|总]{需求|订购|采购|需购|预订|预定|登记|购买|拟购|所需|点单|代购}[总]{数量|量|数|总量}',
        '{预购|需要|申报|上报|计划购买}{数量|量|数}',
      ],
      underTitle: ['需求', '订购', '数'],
      type: 'number',
    },
    {
      id: 'delivered',
      title: { zh: '已配送数量', en: 'Delivered' },
      synonyms: [
        '配送数量',
        '到货数量',
        '已到货数量',
        '送达数量',
        '已送达数量',
        '供应数量',
        '已供应数量',
      ],
      families: [
        '[已|实际|累计]{配送|到货|送达|供应|送货|发放|到位|交付|调运|采购到位}{数量|量|数|总量}',
        '已{配送|到货|送达|供应|送货|到位}',
        '{供货|配送到位|配送到户}{数量|量|数}',
        '已{发放|配送到户|配送到位}[数量|量|数]',
        '配送到{位|户}',
      ],
      underTitle: ['到货', '配送'],
      type: 'number',
    },
    {
      id: 'price',
      title: { zh: '单价', en: 'Price' },
      synonyms: ['价格', '农资单价', '销售单价'],
      families: ['[销售|采购|供应|农资]{单价|价格}'],
      type: 'amount',
      unit: { zh: '元', en: 'yuan' },
    },
    {
      id: 'amount',
      title: { zh: '金额', en: 'Amount' },
      synonyms: ['合计金额', '总价', '货款', '总金额', '应付金额'],
      families: ['[合计|总|采购|订购|应付|需求|预计]{金额|货款|价款|总价}'],
      type: 'amount',
      unit: { zh: '元', en: 'yuan' },
    },
    {
      id: 'supplier',
      title: { zh: '供应单位', en: 'Supplier' },
      synonyms: ['农资超市', '供货单位', '供应商', '农资店', '配送单位', '供货商', '农资经营户'],
      families: ['[农资]{供应|供货|配送|经销|经营|承接}{单位|商|企业|门店|户|网点|超市}[名称]'],
      type: 'text',
    },
    {
      id: 'needed_by',
      title: { zh: '需求日期', en: 'Needed by' },
      synonyms: ['需求时间', '需用时间', '使用时间', '最迟到货时间', '要求送达时间'],
      families: [
        '[最迟|要求|预计]{需求|需用|使用|用肥|播种|要求送达|要求到货|最迟到货|最迟送达}{日期|时间}',
      ],
      type: 'date',
    },
    {
      id: 'delivered_on',
      title: { zh: '配送日期', en: 'Delivered on' },
      synonyms: ['配送时间', '送达日期', '送达时间', '到货日期', '到货时间'],
      families: ['[实际|已]{配送|送达|到货|送货|交付}{日期|时间}'],
      type: 'date',
    },
    phone,
    remark,
  ],
  indicators: [
    sum('ordered', { zh: '农资需求', en: 'Ordered' }, pieces, { sum: 'ordered' }),
    sum('delivered', { zh: '农资配送', en: 'Delivered' }, pieces, { sum: 'delivered' }),
    ratio('delivery_rate', { zh: '配送到位率', en: 'Share delivered' }, 'sum', [
      'delivered',
      'ordered',
    ]),
    kind('seed', '种子', 'Seed', ['种子', '稻种', '种苗']),
    kind('fertiliser', '化肥', 'Fertiliser', ['肥', '尿素']),
    kind('pesticide', '农药', 'Pesticide', ['农药', '除草剂', '杀虫剂', '杀菌剂']),
    kind('film', '农膜', 'Film', ['膜']),
    last(
      'villages',
      { zh: '登记村', en: 'Villages' },
      { zh: '个', en: '' },
      { distinct: 'village' },
    ),
    sum(
      'households',
      { zh: '登记农户', en: 'Households' },
      { zh: '户', en: '' },
      {
        sum: 'households',
      },
    ),
  ],
  rules: [
    {
      id: 'inputs.delivered-within-ordered',
      severity: 'error',
      title: { zh: '已配送数量不大于需求数量', en: 'Delivered within ordered' },
      kind: 'compare',
      left: { field: 'delivered' },
      op: '<=',
      right: { field: 'ordered' },
      missing: 'skip-any',
    },
    {
      id: 'inputs.ordered-positive',
      severity: 'error',
      title: { zh: '需求数量不能为负数', en: 'Ordered not negative' },
      kind: 'compare',
      left: { field: 'ordered' },
      op: '>=',
      right: { value: 0 },
      missing: 'skip-any',
    },
    {
      id: 'inputs.delivered-in-future',
      severity: 'error',
      title: {
        zh: '已配送的日期不晚于数据截至日',
        en: 'Delivered not after the day of the figures',
      },
      kind: 'named',
      check: 'date-not-future',
      fields: ['delivered_on'],
      where: { field: 'delivered', op: '>', than: { value: 0 } },
    },
    {
      id: 'inputs.late',
      severity: 'warning',
      title: { zh: '到了需求日期农资应已配齐', en: 'Delivered in full by the day it is needed' },
      kind: 'condition',
      field: 'delivered',
      where: { field: 'needed_by', op: '<', than: { date: 'asOf' } },
      must: { field: 'delivered', op: '>=', than: { field: 'ordered' } },
    },
    {
      id: 'inputs.unit-of-measure',
      severity: 'warning',
      title: {
        zh: '应填计量单位，否则无法汇总采购',
        en: 'A unit of measure, or it cannot be bought',
      },
      kind: 'condition',
      field: 'unit_of_measure',
      where: { present: 'ordered' },
      must: { present: 'unit_of_measure' },
    },
    {
      id: 'inputs.duplicate-order',
      severity: 'warning',
      title: { zh: '同一村（户）同一农资只填一行', en: 'An order once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['item', 'village', 'household', 'specification', 'unit_of_measure'],
    },
  ],
  lists: [
    {
      id: 'inputs.purchasing',
      title: { zh: '农资采购清单', en: 'Purchasing list' },
      where: { present: 'ordered' },
      fields: ['item', 'specification', 'unit_of_measure', 'ordered', 'delivered'],
      merge: {
        by: ['item', 'specification', 'unit_of_measure'],
        sum: ['ordered', 'delivered'],
        derived: [
          {
            id: 'to_buy',
            title: { zh: '尚需采购', en: 'Still to buy' },
            of: ['ordered', 'minus', 'delivered'],
          },
        ],
      },
    },
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}[{villages}个村][{households}户]登记春耕农资需求{ordered}件[，其中种子{seed_ordered}件][，化肥{fertiliser_ordered}件][，农药{pesticide_ordered}件][，农膜{film_ordered}件][；已配送{delivered}件][，到位率{delivery_rate}]。',
    en: 'As of {asOf}, {ordered} units of farm inputs were ordered in {unit}[, by {villages} villages][, {households} households][: seed {seed_ordered}][, fertiliser {fertiliser_ordered}][, pesticide {pesticide_ordered}][, film {film_ordered}][; {delivered} are delivered][, {delivery_rate}].',
  },
}
