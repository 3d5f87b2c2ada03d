import type { Condition, Form } from './form.ts'
import { indicatorsOf, phone, remark, township, unitOfMeasure, watched } from './parts.ts'

const { last, sum, ratio } = indicatorsOf('welfare')
const people = { zh: '人', en: 'people' }
const times = { zh: '次', en: 'times' }
const homes = { zh: '家', en: '' }
const pieces = { zh: '件', en: '' }

/** Rows about an institution, not about a case or goods. */
const institution: Condition = {
  any: [
    { present: 'residents' },
    { present: 'disinfections' },
    { present: 'temperature_rounds' },
    { field: 'kind', is: 'institution' },
  ],
}
const twice = (field: string): Condition => ({ field, op: '>=', than: { value: 2 } })

export const welfare: Form = {
  id: 'welfare',
  version: 1,
  title: { zh: '民政服务保障台账', en: 'Welfare services' },
  row: { zh: '机构或事项', en: 'institution or case' },
  subjects: ['民政', '养老机构', '养老服务', '敬老院', '救助', '福利机构', '困难群众', '特困'],
  identifiedBy: [
    ['name'],
    ['residents', 'disinfections', 'temperature_rounds', 'helped', 'method', 'goods'],
  ],
  fields: [
    township,
    {
      id: 'name',
      title: { zh: '机构或事项', en: 'Institution or case' },
      synonyms: [
        '机构名称',
        '养老机构',
        '养老机构名称',
        '敬老院',
        '敬老院名称',
        '事项',
        '送达地点',
      ],
      families: [
        '[民政|养老|养老服务|福利|儿童福利|救助|服务|社会福利]{机构|服务机构|院|敬老院|养老院|福利院|救助站|救助管理站}[名称|全称]',
        '{机构|服务|救助|保障|工作}事项[名称]',
        '{送达|运送|发放|配送|救助|服务|送往}{地点|点|对象|卡口}',
      ],
      underTitle: ['单位名称', '单位', '名称'],
      type: 'text',
      required: true,
    },
    {
      id: 'kind',
      title: { zh: '机构类别', en: 'Kind' },
      synonyms: ['机构类型', '事项类别', '服务类别', '机构性质'],
      families: ['[民政|养老]{机构|事项|保障|机构事项|工作}{类别|类型|性质|分类}'],
      type: 'choice',
      otherwise: 'other',
      choices: [
        {
          value: 'institution',
          title: { zh: '养老机构', en: 'institution' },
          words: [
            '敬老院',
            '养老院',
            '福利院',
            '儿童福利院',
            '公办养老机构',
            '民办养老机构',
            '公办',
            '民办',
            '公建民营',
            '日间照料中心',
            '救助站',
            '机构',
          ],
        },
        {
          value: 'case',
          title: { zh: '社会救助', en: 'case' },
          words: ['救助', '流浪乞讨救助', '流浪乞讨人员救助', '临时救助', '困难群众救助', '帮扶'],
        },
        {
          value: 'goods',
          title: { zh: '物资保障', en: 'goods' },
          words: ['物资发放', '物资', '物资运送', '物资配送', '慰问'],
        },
        { value: 'other', title: { zh: '其他', en: 'other' }, words: ['其它'] },
      ],
    },
    {
      id: 'date',
      title: { zh: '服务日期', en: 'Date' },
      synonyms: [
        '救助日期',
        '救助时间',
        '运送日期',
        '运送时间',
        '服务时间',
        '登记日期',
        '发放日期',
      ],
      families: ['{服务|救助|运送|发放|登记|送达|配送|护送|移送|走访}{日期|时间}', '{日期|时间}'],
      type: 'date',
      carriesDown: true,
    },
    {
      id: 'residents',
      title: { zh: '在院人数', en: 'Residents' },
      synonyms: ['在院老人数', '入住老人数', '入住人数', '在院老人', '供养人数', '在住人数'],
      families: [
        '[现|目前|实际|机构]{在院|入住|在住|收住|供养|集中供养|收养|在养}[老人|老年人|人员|对象|服务对象|特困人员]{人数|数|总数|数量}',
        '{在院|入住|在住}{老人|老年人|人员}',
        '{院民|老人|供养对象|服务对象|特困对象|入住对象}[人]{数|数量|人数}',
      ],
      underTitle: ['人数', '老人'],
      type: 'count',
      unit: people,
    },
    {
      id: 'staff',
      title: { zh: '工作人员数', en: 'Staff' },
      synonyms: [
        '工作人员',
        '护理人员数',
        '在岗工作人员数',
        '在院工作人员',
        '工作人员人数',
        '职工数',
      ],
      families: [
        '[在院|在岗|机构|现有]{工作人员|护理人员|护理员|职工|员工|服务人员}{人数|数|总数}',
      ],
      type: 'count',
      unit: people,
    },
    {
      id: 'closed',
      title: { zh: '是否封闭管理', en: 'Closed to visitors' },
      synonyms: ['封闭管理', '封闭式管理', '是否封闭式管理', '封闭管理情况'],
      families: ['是否[实行|落实][全]封闭[式]管理', '[实行]封闭[式]管理[落实][情况]'],
      type: 'flag',
      choices: [
        {
          value: 'yes',
          title: { zh: '封闭', en: 'closed' },
          words: ['封闭管理', '已封闭', '全封闭', '实行'],
        },
        { value: 'no', title: { zh: '未封闭', en: 'open' }, words: ['不封闭', '未实行', '开放'] },
      ],
    },
    {
      id: 'disinfections',
      title: { zh: '每日消毒次数', en: 'Disinfections a day' },
      synonyms: [
        '消毒次数',
        '日消毒次数',
        '每天消毒次数',
        '消杀次数',
        '每日消杀次数',
        '日均消毒次数',
      ],
      families: [
        '{今日|当日|每日|每天}{消毒|消杀|消毒消杀}',
        '{每日|每天|日|日均|当日|一天}[场所|环境]{消毒|消杀|消毒消杀|消毒防疫|防疫消毒}{次数|频次|次|遍数}',
        '{消毒|消杀|消毒消杀|消毒防疫|环境消毒}{次数|频次|遍数}[每日|每天]',
      ],
      type: 'count',
      unit: times,
    },
    {
      id: 'temperature_rounds',
      title: { zh: '每日测温次数', en: 'Temperature rounds a day' },
      synonyms: ['测温次数', '日测温次数', '每天测体温次数', '体温检测次数', '每日体温检测次数'],
      families: [
        '{今日|当日|每日|每天}{测温|测体温|体温检测|体温监测}',
        '{每日|每天|日|日均|当日|一天}{测温|测体温|体温检测|体温监测|体温测量|量体温}{次数|频次|次}',
        '{测温|测体温|体温检测|体温监测|体温测量|量体温}{次数|频次}[每日|每天]',
      ],
      type: 'count',
      unit: times,
    },
    {
      id: 'abnormal',
      title: { zh: '体温异常人数', en: 'With fever' },
      synonyms: ['异常人数', '发热人数', '体温异常', '感染人数', '出现症状人数'],
      families: ['{异常|发热|体温异常|感染|发烧|疑似|健康异常}{人数|人员数|人员}'],
      type: 'count',
      unit: people,
    },
    {
      id: 'method',
      title: { zh: '救助方式', en: 'Kind of help' },
      synonyms: ['救助类型', '救助形式', '救助措施', '帮扶方式', '救助类别'],
      families: ['{救助|帮扶|帮助}{方式|类型|形式|措施|类别}'],
      type: 'choice',
      otherwise: 'other',
      choices: [
        {
          value: 'transferred',
          title: { zh: '移送救助站', en: 'transferred' },
          words: [
            '移送',
            '移送市救助站',
            '送救助站',
            '护送至救助站',
            '转送救助站',
            '移交救助站',
            '转送',
          ],
        },
        {
          value: 'escorted',
          title: { zh: '护送救助', en: 'escorted' },
          words: ['护送', '护送返乡', '护送回家', '街道村护送', '护送和救助', '护送返家', '送返'],
        },
        {
          value: 'other',
          title: { zh: '其他救助', en: 'other' },
          words: ['其他', '其它', '临时救助', '现场救助', '走访', '探访', '慰问', '送医'],
        },
      ],
    },
    {
      id: 'helped',
      title: { zh: '救助人数', en: 'People helped' },
      synonyms: ['帮扶人数', '救助人次', '受助人数', '救助流浪乞讨人员数', '帮助人数', '保障人数'],
      families: [
        '[累计|本周|本期|已]{救助|帮扶|受助|帮助|保障|探访|走访|慰问|护送|移送|护送救助}[流浪乞讨|困难|困难群众|特困|留守老人][人员|群众|对象]{人数|人次|数|人员数}',
      ],
      type: 'count',
      unit: people,
    },
    {
      id: 'goods',
      title: { zh: '物资名称', en: 'Goods' },
      synonyms: [
        '发放物资',
        '运送物资',
        '送达物资',
        '慰问物资',
        '物品名称',
        '物资种类',
        '救助物资',
      ],
      families: [
        '[发放|运送|送达|慰问|救助|保障|配送|御寒]{物资|物品|慰问品}[名称|品名|种类|品种]',
        '品名',
      ],
      type: 'text',
    },
    {
      id: 'goods_quantity',
      title: { zh: '物资数量', en: 'Quantity' },
      synonyms: ['发放数量', '运送数量', '送达数量', '数量', '物品数量', '发放物资数量'],
      families: [
        '[发放|运送|送达|慰问|救助|配送][物资|物品]数量',
        '[发放|运送|送达|慰问|救助]{物资|物品}{数量|数|量|件数}',
      ],
      type: 'number',
    },
    unitOfMeasure,
    {
      id: 'officer',
      title: { zh: '责任人', en: 'In charge' },
      synonyms: ['机构负责人', '包保责任人', '分管领导', '负责人', '经办人'],
      families: ['[机构|包保|分管|联系|督导|直接]{责任人|负责人|领导|联系人|督导人}[姓名]'],
      type: 'text',
    },
    phone,
    remark,
  ],
  indicators: [
    last('institutions', { zh: '养老服务机构', en: 'Institutions' }, homes, { count: institution }),
    last('residents', { zh: '在院人数', en: 'Residents' }, people, { sum: 'residents' }),
    last('staff', { zh: '在院工作人员', en: 'Staff' }, people, { sum: 'staff' }),
    last('disinfections', { zh: '每日消毒次数合计', en: 'Disinfections a day, all' }, times, {
      sum: 'disinfections',
    }),
    last('disinfecting', { zh: '填报消毒次数的机构', en: 'Institutions that disinfect' }, homes, {
      count: { present: 'disinfections' },
    }),
    ratio(
      'disinfections_per_day',
      { zh: '平均每日消毒次数', en: 'Disinfections per day' },
      'last',
      ['disinfections', 'disinfecting'],
      times,
    ),
    last(
      'disinfected_twice',
      { zh: '每日消毒两次及以上机构', en: 'Disinfected twice a day' },
      homes,
      {
        count: twice('disinfections'),
      },
    ),
    last(
      'temperature_rounds',
      { zh: '每日测温次数合计', en: 'Temperature rounds a day, all' },
      times,
      {
        sum: 'temperature_rounds',
      },
    ),
    last('measuring', { zh: '填报测温次数的机构', en: 'Institutions that measure' }, homes, {
      count: { present: 'temperature_rounds' },
    }),
    ratio(
      'temperature_rounds_per_day',
      { zh: '平均每日测温次数', en: 'Temperature rounds per day' },
      'last',
      ['temperature_rounds', 'measuring'],
      times,
    ),
    last('measured_twice', { zh: '每日测温两次及以上机构', en: 'Measured twice a day' }, homes, {
      count: twice('temperature_rounds'),
    }),
    last('abnormal', { zh: '体温异常人数', en: 'With fever' }, people, { sum: 'abnormal' }),
    sum('persons_helped', { zh: '救助人数', en: 'People helped' }, people, { sum: 'helped' }),
    sum('transferred', { zh: '移送救助站', en: 'Transferred' }, people, {
      sum: 'helped',
      of: { field: 'method', is: 'transferred' },
    }),
    sum('escorted', { zh: '护送救助', en: 'Escorted' }, people, {
      sum: 'helped',
      of: { field: 'method', is: 'escorted' },
    }),
    sum('goods_sent', { zh: '运送物资合计', en: 'Goods sent' }, pieces, { sum: 'goods_quantity' }),
    sum(
      'tents',
      { zh: '帐篷', en: 'Tents' },
      { zh: '顶', en: '' },
      {
        sum: 'goods_quantity',
        of: { field: 'goods', contains: ['帐篷'] },
      },
    ),
    sum(
      'coats',
      { zh: '大衣', en: 'Coats' },
      { zh: '件', en: '' },
      {
        sum: 'goods_quantity',
        of: { field: 'goods', contains: ['大衣'] },
      },
    ),
  ],
  rules: [
    {
      id: 'welfare.disinfected-twice',
      severity: 'warning',
      title: { zh: '每日消毒不少于两次', en: 'Disinfected twice a day' },
      kind: 'compare',
      left: { field: 'disinfections' },
      op: '>=',
      right: { value: 2 },
      missing: 'skip-any',
    },
    {
      id: 'welfare.measured-twice',
      severity: 'warning',
      title: { zh: '每日测温不少于两次', en: 'Temperature taken twice a day' },
      kind: 'compare',
      left: { field: 'temperature_rounds' },
      op: '>=',
      right: { value: 2 },
      missing: 'skip-any',
    },
    {
      id: 'welfare.abnormal-within-institution',
      severity: 'warning',
      title: {
        zh: '体温异常人数不大于在院人数与工作人员数之和',
        en: 'With fever within residents and staff',
      },
      kind: 'compare',
      left: { field: 'abnormal' },
      op: '<=',
      right: { sum: ['residents', 'staff'] },
      missing: 'skip-any',
    },
    {
      id: 'welfare.quantity-of-goods',
      severity: 'warning',
      title: { zh: '物资名称与数量应同时填写', en: 'Goods with their quantity' },
      kind: 'compare',
      left: { field: 'goods' },
      op: 'both-or-neither',
      right: { field: 'goods_quantity' },
      missing: 'skip-any',
    },
    {
      id: 'welfare.people-helped',
      severity: 'warning',
      title: {
        zh: '填了救助方式的应填救助人数',
        en: 'People helped, where a kind of help is given',
      },
      kind: 'condition',
      field: 'helped',
      where: { present: 'method' },
      must: { present: 'helped' },
    },
    {
      id: 'welfare.date-in-future',
      severity: 'error',
      title: { zh: '服务日期不晚于数据截至日', en: 'Not after the day of the figures' },
      kind: 'named',
      check: 'date-not-future',
      fields: ['date'],
    },
    {
      id: 'welfare.duplicate-institution',
      severity: 'warning',
      title: { zh: '同一机构只填一行', en: 'An institution once' },
      kind: 'named',
      check: 'duplicate',
      fields: ['name', 'township', 'date'],
      where: { present: 'residents' },
    },
    {
      id: 'welfare.residents-jump',
      severity: 'warning',
      title: { zh: '在院人数不应成倍变化', en: 'Residents do not change many times over' },
      kind: 'named',
      check: 'jump',
      fields: ['residents', 'name'],
    },
    watched('welfare', ['residents']),
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}民政服务保障情况[：养老服务机构{institutions}家][，在院{residents}人][，平均每日消毒{disinfections_per_day}次][，测温{temperature_rounds_per_day}次][；救助{persons_helped}人][，其中移送救助站{transferred}人][，护送救助{escorted}人][；运送帐篷{tents}顶][，大衣{coats}件]。',
    en: 'As of {asOf}, welfare services of {unit}[: {institutions} institutions][ with {residents} residents][, disinfected {disinfections_per_day} times a day][, temperatures taken {temperature_rounds_per_day} times a day][; {persons_helped} people were helped][, {transferred} transferred][, {escorted} escorted][; {tents} tents][ and {coats} coats were sent].',
  },
}
