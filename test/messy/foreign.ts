import { type Cell, type Grid, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { type Random, randomOf } from './random.ts'

/** A sheet that lies in a township's folders and is none of ours: it must be left alone. */
export interface ForeignSheet {
  grid: Grid
  file: string
  /** What it is. */
  kind: string
}

/** Makes one such sheet from a seed; the same seed gives the same sheet. */
export function foreignSheet(seed: number): ForeignSheet {
  const random = randomOf(seed)
  const kind = random.pick([...Object.keys(lists), ...Object.keys(others)])
  const list = lists[kind]
  const [values, merges] = list ? listOf(list, random) : [others[kind]?.(random) ?? [], []]
  const sheet = random.pick(['Sheet1', 'Sheet2', '附件2', '2月', '汇总表', kind])
  return {
    grid: gridOf(sheet, values, merges),
    file: random.pick(['新建工作表.xlsx', '附件.xlsx', `${kind}.xlsx`, '2020年2月.xlsx']),
    kind,
  }
}

type Maker = (random: Random, index: number) => Cell

interface List {
  titles: string[]
  /** Labels with what stands below; the first two are always there. */
  columns: [label: string, make: Maker][]
  total?: boolean
}

const villages = ['大兴村', '申中村', '柳林村', '石门社区', '双溪村', '高桥社区']
const townships = ['零阳镇', '苗市镇', '江垭镇', '三合镇', '杉木桥镇', '象市镇', '通津铺镇']
const names = ['张伟', '李娜', '王建国', '刘芳', '陈晓明', '杨柳', '赵贺', '黄志强', '吴敏', '周涛']
const companies = ['宏远机械', '金牧饲料', '兴盛食品', '恒达建材', '福泰制衣', '瑞丰木业']

const one =
  (...items: Cell[]): Maker =>
  (random) =>
    random.pick(items)
const whole =
  (low: number, high: number): Maker =>
  (random) =>
    random.int(low, high)
const money: Maker = (random) => random.int(100, 900_000) / 100
const blank: Maker = () => null
const serial: Maker = (_random, index) => index + 1
const person = one(...names)
const village = one(...villages)
const township: Maker = (_random, index) => townships[index % townships.length] ?? null
const company: Maker = (random, index) => `${random.pick(companies)}${index + 1}号有限公司`
const phone: Maker = (random) => `1390000${String(random.int(0, 9_999)).padStart(4, '0')}`
const day: Maker = (random) =>
  random.pick<Cell>([43_860 + random.int(0, 28), '2020.2.18', '2月9日'])
const share: Maker = (random) => random.int(1, 1_000) / 1_000

const lists: Record<string, List> = {
  干部花名册: {
    titles: ['机关干部花名册', '村两委干部名册', '在职人员基本信息表'],
    columns: [
      ['序号', serial],
      ['姓名', person],
      ['性别', one('男', '女')],
      ['民族', one('汉', '土家')],
      ['出生年月', one('1975.03', '1988.11', 32_874)],
      ['政治面貌', one('党员', '群众')],
      ['学历', one('本科', '大专', '高中')],
      ['现任职务', one('书记', '主任', '委员')],
      ['入职时间', day],
      ['联系电话', phone],
      ['备注', blank],
    ],
  },
  本系统名目的报价单: {
    titles: ['防疫物资采购报价单', '农资询价表', '口罩采购合同附表'],
    columns: [
      ['序号', serial],
      ['品名', one('口罩', '酒精', '尿素')],
      ['规格', one('一次性', '75%', '50kg')],
      ['单位', one('只', '瓶', '袋')],
      ['单价', money],
      ['数量', whole(10, 5_000)],
      ['金额', money],
      ['供应商', company],
    ],
  },
  本系统名目的通讯录: {
    titles: [
      '驻企联络员通讯录',
      '复工复产工作联系人名单',
      '点对点输送工作专班名单',
      '防疫物资保管人员名册',
      '爱心企业联系表',
    ],
    columns: [
      ['姓名', person],
      ['职务', one('科员', '主任', '站长', '干事')],
      ['单位', one('工信局', '人社局', '商务局', '镇政府')],
      ['联系电话', phone],
      ['备注', blank],
    ],
  },
  通讯录: {
    titles: ['通讯录', '各部门联系方式', '工作联系人名单'],
    columns: [
      ['单位', one('党政办', '财政所', '农技站', '卫生院')],
      ['姓名', person],
      ['职务', one('主任', '科员', '站长')],
      ['办公电话', phone],
      ['手机号码', phone],
      ['电子邮箱', one('a@example.com', 'b@example.com')],
      ['备注', blank],
    ],
  },
  预算表: {
    titles: ['2020年部门预算表', '一般公共预算支出表'],
    columns: [
      ['科目编码', whole(2_010_101, 2_299_999)],
      ['科目名称', one('行政运行', '一般行政管理事务', '机关服务', '事业运行')],
      ['年初预算数', money],
      ['调整预算数', money],
      ['本年支出数', money],
      ['执行率', share],
      ['备注', blank],
    ],
    total: true,
  },
  值班表: {
    titles: ['春节值班安排表', '防汛值班表', '2月份值班表'],
    columns: [
      ['日期', day],
      ['星期', one('一', '二', '三', '四', '五')],
      ['带班领导', person],
      ['值班人员', person],
      ['值班电话', phone],
      ['备注', blank],
    ],
  },
  报价单: {
    titles: ['办公家具报价单', '商品价目表', '询价单'],
    columns: [
      ['品名', one('办公桌', '文件柜', '打印纸', '硒鼓')],
      ['单价', money],
      ['规格', one('1.4m', 'A4', '五门')],
      ['单位', one('张', '箱', '个')],
      ['产地', one('长沙', '广州')],
      ['备注', blank],
    ],
  },
  行政区划代码: {
    titles: ['行政区划代码', '乡镇代码表'],
    columns: [
      ['代码', (_random, index) => 430_821_100 + index],
      ['名称', township],
      ['级别', one('镇', '乡')],
      ['上级代码', () => 430_821],
    ],
  },
  工资表: {
    titles: ['2月份工资发放表', '公益性岗位补贴发放表'],
    columns: [
      ['序号', serial],
      ['姓名', person],
      ['基本工资', money],
      ['岗位津贴', money],
      ['代扣养老保险', money],
      ['实发工资', money],
      ['银行账号', one('6222000000000000', '6228000000000000')],
      ['签字', blank],
    ],
    total: true,
  },
  成绩表: {
    titles: ['期末考试成绩表', '三年级成绩册'],
    columns: [
      ['学号', (_random, index) => 2_020_001 + index],
      ['姓名', person],
      ['语文', whole(40, 100)],
      ['数学', whole(40, 100)],
      ['英语', whole(40, 100)],
      ['总分', whole(150, 300)],
      ['名次', serial],
    ],
  },
  用车登记: {
    titles: ['公务用车登记表', '车辆加油登记表'],
    columns: [
      ['日期', day],
      ['车牌号', one('湘G00001', '湘G00002')],
      ['驾驶员', person],
      ['加油量（升）', whole(20, 60)],
      ['金额（元）', money],
      ['里程', whole(10_000, 90_000)],
      ['经办人', person],
    ],
    total: true,
  },
  企业名录: {
    titles: ['规模以上工业企业名录', '企业基本信息表', '工商登记企业名单'],
    columns: [
      ['序号', serial],
      ['企业名称', company],
      ['统一社会信用代码', one('91430821MA4L00000A', '91430821MA4L00001B')],
      ['法定代表人', person],
      ['注册资本（万元）', whole(10, 5_000)],
      ['成立日期', day],
      ['经营范围', one('机械加工', '食品生产', '木材销售')],
      ['企业地址', village],
      ['联系电话', phone],
    ],
  },
  用电统计: {
    titles: ['企业用电量统计表', '规上工业企业产值表'],
    columns: [
      ['企业名称', company],
      ['本月用电量（千瓦时）', whole(1_000, 90_000)],
      ['上月用电量', whole(1_000, 90_000)],
      ['同比', share],
      ['环比', share],
      ['所属行业', one('机械', '食品', '建材')],
    ],
    total: true,
  },
  人口统计: {
    titles: ['户籍人口统计表', '人口与户数情况'],
    columns: [
      ['村（社区）', village],
      ['总户数', whole(100, 900)],
      ['户籍人口', whole(500, 4_000)],
      ['男', whole(200, 2_000)],
      ['女', whole(200, 2_000)],
      ['低保户数', whole(0, 60)],
    ],
    total: true,
  },
  体温登记: {
    titles: ['体温登记表', '每日体温监测表'],
    columns: [
      ['日期', day],
      ['姓名', person],
      ['上午体温', one(36.4, 36.5, 36.7)],
      ['下午体温', one(36.3, 36.6)],
      ['是否咳嗽', one('否', '无')],
      ['签名', blank],
    ],
  },
  粮食产量: {
    titles: ['粮食生产情况统计表', '农作物播种面积表'],
    columns: [
      ['乡镇', township],
      ['播种面积（亩）', whole(100, 9_000)],
      ['总产量（吨）', whole(100, 9_000)],
      ['单产（公斤）', whole(300, 600)],
      ['比上年增减', share],
    ],
    total: true,
  },
  疫情排查: {
    titles: ['疫情排查情况统计表', '外来人员排查登记表'],
    columns: [
      ['乡镇', township],
      ['排查户数', whole(10, 900)],
      ['居家观察人数', whole(0, 50)],
      ['发热人数', whole(0, 5)],
      ['已解除观察人数', whole(0, 50)],
      ['备注', blank],
    ],
    total: true,
  },
  会议签到: {
    titles: ['会议签到表', '培训班签到册'],
    columns: [
      ['序号', serial],
      ['单位', township],
      ['姓名', blank],
      ['职务', blank],
      ['联系电话', blank],
      ['签名', blank],
    ],
  },
  固定资产: {
    titles: ['固定资产盘点表', '资产登记卡'],
    columns: [
      ['资产编号', (_random, index) => `ZC${1_000 + index}`],
      ['资产名称', one('电脑', '空调', '打印机')],
      ['原值', money],
      ['购置日期', day],
      ['使用部门', one('党政办', '财政所')],
      ['使用人', person],
      ['盘点结果', blank],
    ],
  },
  贫困户: {
    titles: ['建档立卡贫困户名册', '危房改造对象名单'],
    columns: [
      ['村', village],
      ['户主', person],
      ['家庭人口', whole(1, 7)],
      ['致贫原因', one('因病', '因学', '缺技术')],
      ['帮扶责任人', person],
      ['脱贫年份', one(2017, 2018, 2019)],
    ],
  },
  党费: {
    titles: ['党费收缴登记表'],
    columns: [
      ['序号', serial],
      ['党员姓名', person],
      ['月缴纳数', whole(1, 60)],
      ['1月', whole(1, 60)],
      ['2月', whole(1, 60)],
      ['合计', whole(2, 120)],
    ],
    total: true,
  },
  任务清单: {
    titles: ['重点工作任务分解表', '整改任务清单'],
    columns: [
      ['序号', serial],
      ['工作任务', one('人居环境整治', '森林防火', '安全生产检查')],
      ['工作措施', one('加强巡查', '召开会议', '发放资料')],
      ['责任领导', person],
      ['责任单位', one('党政办', '农技站')],
      ['完成时限', one('3月底', '长期', '2020.6')],
      ['进展情况', blank],
    ],
  },
  Invoices: {
    titles: ['Invoices', 'Order list'],
    columns: [
      ['Invoice no.', (_random, index) => `INV-${1_000 + index}`],
      ['Date', day],
      ['Customer', one('Acme', 'Globex', 'Initech')],
      ['Amount', money],
      ['Status', one('paid', 'open')],
    ],
    total: true,
  },
}

const others: Record<string, (random: Random) => Cell[][]> = {
  通知: (random) => [
    [random.pick(['关于做好春节期间安全生产工作的通知', '关于召开全县工作会议的通知'])],
    ['各乡镇人民政府、街道办事处，县直有关单位：'],
    ['    为切实做好当前工作，现将有关事项通知如下：'],
    ['    一、加强组织领导。各单位要高度重视，明确专人负责。'],
    ['    二、严格值班制度。企业复工复产情况按原渠道报送。'],
    [null, null, null, '县人民政府办公室'],
    [null, null, null, '2020年2月10日'],
  ],
  数据透视表: (random) => [
    ['行标签', '计数项:姓名', '求和项:金额', '平均值项:年龄'],
    ...townships.map((town) => [
      town,
      random.int(1, 90),
      random.int(100, 9_000),
      random.int(20, 60),
    ]),
    ['(空白)', 0, 0, 0],
    ['总计', 300, 20_000, 41.5],
  ],
  分乡镇汇总: (random) => [
    [random.pick(['全县分乡镇工业经济指标汇总', '各乡镇企业情况汇总', '全县2月份情况汇总'])],
    ['乡镇', '企业数', '总产值', '税收', '增速', '排名'],
    ...townships.map((town, index): Cell[] => [
      town,
      random.int(1, 90),
      random.int(100, 9_000),
      random.int(10, 900),
      random.int(-100, 200) / 1_000,
      index + 1,
    ]),
    ['合计', 310, 31_000, 3_100, 0.031, null],
  ],
  交叉表: (random) => [
    [null, ...villages],
    ...['1月', '2月', '3月', '4月'].map((month): Cell[] => [
      month,
      ...villages.map(() => random.int(0, 400)),
    ]),
  ],
  空白申报表: () => [
    ['一次性用工补贴申请表'],
    ['申请单位', null, '统一社会信用代码', null],
    ['法定代表人', null, '联系电话', null],
    ['开户银行', null, '银行账号', null],
    ['申请金额', null, '申请日期', null],
    ['审核意见', null, null, null],
    ['（盖章）', null, '年    月    日', null],
  ],
  空白登记表: (random) => [
    [random.pick(['来访登记表', '矛盾纠纷排查登记表'])],
    ['序号', '日期', '来访人', '单位', '事由', '接待人', '离开时间'],
    ...Array.from({ length: 15 }, (_, index): Cell[] => [index + 1]),
  ],
  下拉选项: () => [
    ['是', '男', '汉族', '党员'],
    ['否', '女', '土家族', '群众'],
    [null, null, '苗族', '团员'],
  ],
  目录: () => [
    ['序号', '表名', '填报部门', '页码'],
    [1, '企业复工复产情况表', '工信局', 1],
    [2, '防疫物资储备情况表', '应急局', 3],
    [3, '务工人员返岗情况表', '人社局', 5],
  ],
}

/** A list with some of its columns, as somebody else's clerk keeps it. */
function listOf({ titles, columns, total }: List, random: Random): [Cell[][], Merge[]] {
  const chosen = columns.filter((_column, index) => index < 2 || random.chance(0.85))
  const right = chosen.length - 1
  const values: Cell[][] = []
  const merges: Merge[] = []
  if (random.chance(0.8)) {
    values.push([random.pick(titles)])
    if (random.chance(0.7)) merges.push({ top: 0, left: 0, bottom: 0, right })
    if (random.chance(0.5))
      values.push([
        random.pick(['填报单位：双河镇　　填报日期：2020年2月20日', '单位：元', '制表：王芳']),
      ])
  }
  const header = values.length
  values.push(chosen.map(([label]) => label))
  if (random.chance(0.15) && chosen.length > 4) {
    // Two of them under a group.
    const at = random.int(2, chosen.length - 2)
    values.push(chosen.map(([label], index) => (index === at || index === at + 1 ? label : null)))
    const groups = values[header] as Cell[]
    groups[at] = '其中'
    groups[at + 1] = null
    merges.push({ top: header, left: at, bottom: header, right: at + 1 })
  }
  const count = random.int(3, 40)
  for (let index = 0; index < count; index += 1) {
    values.push(chosen.map(([, make]) => make(random, index)))
  }
  if (total && random.chance(0.7)) {
    const sums = chosen.map((_column, column): Cell => {
      const figures = values.slice(-count).map((row) => row[column])
      return figures.every((figure): figure is number => typeof figure === 'number')
        ? figures.reduce((sum, figure) => sum + figure, 0)
        : null
    })
    values.push(['合计', ...sums.slice(1)])
  }
  if (random.chance(0.3)) values.push(['制表人：王芳', null, '审核：李强'])
  return [values, merges]
}
