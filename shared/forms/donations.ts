import type { Condition, Form, Text } from './form.ts'
import { contact, goods, indicatorsOf, phone, remark, township, unitOfMeasure } from './parts.ts'

const { sum } = indicatorsOf('donations')
const yuan = { zh: '元', en: 'yuan' }

/** Quantity of one kind of goods: sums over different goods say little. */
const kind = (name: string, title: Text, unit: Text, of: Condition) =>
  sum(name, title, unit, { sum: 'quantity', of })

export const donations: Form = {
  id: 'donations',
  version: 1,
  title: { zh: '捐赠物资台账', en: 'Donations' },
  row: { zh: '一笔捐赠', en: 'donation' },
  subjects: ['捐赠', '捐助', '受赠', '捐款', '捐物', '爱心'],
  identifiedBy: [
    ['donor', 'value', 'cash'],
    ['item', 'value', 'cash'],
  ],
  fields: [
    {
      id: 'donated_on',
      title: { zh: '捐赠日期', en: 'Donated on' },
      synonyms: ['捐赠时间', '接收日期', '接收时间', '受赠时间', '捐助时间'],
      families: ['{捐赠|接收|受赠|捐助|接受|捐款|接受捐赠|入账}[方]{日期|时间}', '{日期|时间}'],
      type: 'date',
      carriesDown: true,
    },
    township,
    {
      id: 'donor',
      title: { zh: '捐赠单位', en: 'Donor' },
      synonyms: [
        '捐赠方',
        '捐赠人',
        '捐赠企业',
        '捐赠者',
        '捐助单位',
        '捐赠单位或个人',
        '捐赠来源',
      ],
      families: [
        '{捐赠|捐助}{方|人}{单位|单位名称|名称|姓名}',
        '{捐赠|捐助|捐款|捐献|爱心}{单位|方|人|企业|者|个人|单位个人|单位或个人|单位及个人|单位和个人|来源|主体|人单位|企业或个人}[名称|姓名]',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'recipient',
      title: { zh: '接收单位', en: 'Recipient' },
      synonyms: ['受赠单位', '接受单位', '受赠方', '捐赠对象', '接收方', '受助单位'],
      families: [
        '{接收|受赠|接受|受捐|受助|接受捐赠|接收捐赠}{单位|方|对象|机构|企业}[名称]',
        '{接收|受赠|接受|受捐}{方|人}{单位|单位名称|名称}',
        '捐[往|给|赠]对象',
      ],
      type: 'text',
      carriesDown: true,
    },
    {
      id: 'category',
      title: { zh: '捐赠类别', en: 'Kind' },
      synonyms: ['捐赠类型', '物资类别', '捐赠形式', '捐赠方式'],
      families: ['[捐赠|捐助|物资]{捐赠|物资|款物}{类别|类型|形式|方式|分类}'],
      type: 'text',
    },
    {
      id: 'item',
      title: { zh: '捐赠物资', en: 'Item' },
      synonyms: [
        '物资名称',
        '捐赠物品',
        '物品名称',
        '捐赠物资名称',
        '捐赠内容',
        '品名',
        '捐物名称',
      ],
      families: [
        '[捐赠|捐助|所捐|受赠|接收]{物资|物品|物资物品|实物}[名称|品名|种类|品种|明细|内容]',
        '{捐赠|捐物}{名称|品名|内容|明细}',
      ],
      type: 'text',
    },
    {
      id: 'specification',
      title: { zh: '规格型号', en: 'Specification' },
      synonyms: ['规格', '型号', '规格及型号'],
      families: ['[物资|物品]{规格|型号|规格型号|品牌规格}'],
      type: 'text',
    },
    unitOfMeasure,
    {
      id: 'quantity',
      title: { zh: '捐赠数量', en: 'Quantity' },
      synonyms: ['数量', '物资数量', '捐赠物资数量', '接收数量', '物品数量'],
      families: ['[捐赠|接收|受赠|捐助|捐物][物资|物品]{数量|数|件数}'],
      type: 'number',
    },
    {
      id: 'value',
      title: { zh: '折合金额', en: 'Value' },
      synonyms: [
        '折合人民币',
        '价值',
        '折价',
        '物资价值',
        '折合现金',
        '折款',
        '物资折价',
        '总价值',
      ],
      families: [
        '[物资|物品|捐赠物资|捐赠|约]{折合|折价|折算|折款|折}[人民币|现金]{金额|价值|价|款|总额|现金|人民币|}',
        '[物资|物品|捐赠物资|捐赠|估算|市场|总]价值[总额|金额|合计]',
        '[物资|物品]估值',
      ],
      type: 'amount',
      unit: yuan,
    },
    {
      id: 'cash',
      title: { zh: '捐款金额', en: 'Money' },
      synonyms: ['捐款', '现金捐赠', '捐赠现金', '捐款数额', '捐赠资金', '善款金额'],
      families: [
        '{捐款|捐资|善款|现金捐赠|捐赠现金|捐赠资金|捐赠款|现金}{金额|数额|总额|额|数}',
        '{捐赠|捐助}{款|善款|资金}',
      ],
      type: 'amount',
      unit: yuan,
    },
    {
      id: 'use',
      title: { zh: '使用去向', en: 'Where it went' },
      synonyms: ['发放去向', '分配去向', '物资去向', '使用情况', '分配情况'],
      families: ['[物资|捐赠物资|款物]{使用|发放|分配|分发|拨付}{去向|情况|方向}', '[物资]去向'],
      type: 'text',
    },
    { ...contact, synonyms: ['经办人', '联系人姓名', '接收人', '负责人', '经手人'] },
    phone,
    remark,
  ],
  indicators: [
    sum('donations', { zh: '捐赠笔数', en: 'Donations' }, { zh: '笔', en: '' }, { count: 'all' }),
    sum(
      'quantity',
      { zh: '捐赠物资合计', en: 'Quantity' },
      { zh: '件', en: '' },
      { sum: 'quantity' },
    ),
    sum('value', { zh: '物资折合金额', en: 'Value' }, yuan, { sum: 'value' }),
    sum('cash', { zh: '捐款金额', en: 'Money' }, yuan, { sum: 'cash' }),
    kind(
      'suits',
      { zh: '防护服', en: 'Protective suits' },
      { zh: '套', en: '' },
      goods.suits('item'),
    ),
    kind('masks', { zh: '口罩', en: 'Masks' }, { zh: '只', en: '' }, goods.masks('item')),
    kind(
      'sprayers',
      { zh: '喷雾器', en: 'Sprayers' },
      { zh: '台', en: '' },
      {
        field: 'item',
        contains: ['喷雾'],
      },
    ),
    kind(
      'disinfectant',
      { zh: '消毒液', en: 'Disinfectant' },
      { zh: '斤', en: '' },
      goods.disinfectant('item'),
    ),
    kind('alcohol', { zh: '酒精', en: 'Alcohol' }, { zh: '瓶', en: '' }, goods.alcohol('item')),
  ],
  rules: [
    {
      id: 'donations.something-given',
      severity: 'warning',
      title: { zh: '每笔捐赠应填物资或金额', en: 'Goods or money' },
      kind: 'condition',
      field: 'item',
      where: { present: 'donor' },
      must: { any: [{ present: 'item' }, { present: 'value' }, { present: 'cash' }] },
    },
    {
      id: 'donations.quantity-of-item',
      severity: 'warning',
      title: { zh: '捐赠物资与数量应同时填写', en: 'An item with its quantity' },
      kind: 'compare',
      left: { field: 'item' },
      op: 'both-or-neither',
      right: { field: 'quantity' },
      missing: 'skip-any',
      // Money listed among the goods has a sum and no number of pieces.
      where: {
        not: { field: 'item', contains: ['现金', '资金', '人民币', '善款', '捐款', '款项'] },
      },
    },
    {
      id: 'donations.quantity-positive',
      severity: 'error',
      title: { zh: '捐赠数量应大于0', en: 'More than nothing' },
      kind: 'compare',
      left: { field: 'quantity' },
      op: '>',
      right: { value: 0 },
      missing: 'skip-any',
    },
    {
      id: 'donations.value-positive',
      severity: 'error',
      title: { zh: '折合金额不能为负数', en: 'Value not negative' },
      kind: 'compare',
      left: { field: 'value' },
      op: '>=',
      right: { value: 0 },
      missing: 'skip-any',
    },
    {
      id: 'donations.date-in-future',
      severity: 'error',
      title: { zh: '捐赠日期不晚于数据截至日', en: 'Not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['donated_on'],
    },
    {
      id: 'donations.duplicate',
      severity: 'warning',
      title: { zh: '同一笔捐赠只填一行', en: 'A donation once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['donor', 'item', 'recipient', 'donated_on', 'quantity', 'cash'],
    },
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}共接收捐赠{donations}笔[，捐款{cash}元][，物资折合{value}元][；防护隔离服{suits}套][，口罩{masks}只][，喷雾器{sprayers}台][，消毒液{disinfectant}斤][，酒精{alcohol}瓶]。',
    en: 'As of {asOf}, {unit} has received {donations} donations[, {cash} yuan in money][, goods worth {value} yuan][; {suits} protective suits][, {masks} masks][, {sprayers} sprayers][, {disinfectant} of disinfectant][, {alcohol} of alcohol].',
  },
}
