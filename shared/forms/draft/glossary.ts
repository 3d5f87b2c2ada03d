/**
 * Words of headers and titles in English, for the ids and English titles that a draft proposes. What
 * is not here stays Chinese, for a person to translate. An empty word adds nothing.
 */
const words: Record<string, string> = Object.fromEntries(
  `名称= 情况= 统计表= 统计= 汇总表= 汇总= 明细表= 明细= 登记表= 登记= 台账= 一览表= 报表= 表=
  的= 及= 和= 与= 等= 各= 其中= 基本= 相关= 有关= 全部= 数= 量=
  序号=serial 单位=unit 填报单位=unit 网点=branch 支行=branch 分行=branch 机构=institution
  部门=department 乡镇=township 镇=township 街道=subdistrict 村=village 行政村=village 社区=community
  县=county 市=city 省=province 地区=area 区域=area 企业=enterprise 公司=company 学校=school
  医院=hospital 药店=pharmacy 超市=supermarket 商户=shop 门店=shop 市场=market 农户=household
  户数=households 户=household 人数=people 人口=population 人员=staff 员工=staff 职工=staff
  人次=visits 人=person 姓名=name 性别=sex 年龄=age 民族=ethnicity 学历=education 职务=post
  职业=occupation 身份证号码=id_number 身份证号=id_number 身份证=id_card 电话=phone
  联系电话=phone 手机号=mobile 手机=mobile 联系人=contact 负责人=person_in_charge 经办人=handler
  责任人=person_in_charge 地址=address 住址=home_address 地点=place 位置=place
  品名=item 项目=item 物品=item 物资=goods 品种=kind 种类=kind 类别=kind 类型=kind 分类=kind
  规格=specification 型号=model 编号=number 编码=code 代码=code 号码=number 车牌号=plate
  数量=quantity 用量=used 需求=wanted 缺口=shortage 库存=stock 结存=stock 现有=present 储备=reserve
  收入=received 领用=drawn 发放=issued 支出=spent 消耗=consumed 剩余=left 上期=previous 本期=current
  本周=this_week 本月=this_month 上周=last_week 上月=last_month 累计=cumulative 新增=new 合计=total
  总计=total 总数=total 总=total 小计=subtotal 面积=area 亩=mu 产量=output 产值=output_value 亩产=yield
  金额=amount 资金=funds 投资=investment 贷款=loan 补贴=subsidy 补助=subsidy 费用=cost 成本=cost
  价格=price 单价=price 总价=total_price 价值=value 损失=loss 经济=economic 工资=pay 房租=rent 税收=tax
  日期=date 时间=time 开始=start 结束=end 完成=done 计划=planned 预计=expected 实际=actual 年=year 月=month
  状态=state 是否=whether 结果=result 原因=reason 问题=problem 措施=measure 进度=progress 备注=remark
  说明=note 意见=opinion 率=rate 比例=share 占比=share 比重=share 复工=resumed 返岗=back 开业=open
  营业=open 关闭=closed 停业=closed 在岗=on_duty 到岗=on_duty 外出=away 返乡=returned 务工=labour
  春节=spring_festival 防汛=flood 抗旱=drought 台风=typhoon 洪涝=flood 受灾=affected 灾情=disaster 灾害=disaster
  倒塌=collapsed 损坏=damaged 受损=damaged 房屋=houses 农田=farmland 农作物=crops 转移=moved 安置=resettled
  救助=helped 救灾=relief 道路=roads 桥梁=bridges 水库=reservoir 河道=river 隐患=hazard 排查=checked
  整改=rectified 安全=safety 消防=fire 检查=checks 巡查=patrols 疫情=epidemic 防控=control 防疫=epidemic
  口罩=masks 消毒=disinfection 酒精=alcohol 测温=temperature 隔离=quarantine 核酸=test 疫苗=vaccine 接种=vaccinated
  印刷品=printed_matter 凭证=vouchers 存款=deposit 取款=withdrawal 设备=equipment 车辆=vehicles 司机=driver
  培训=training 会议=meetings 活动=activities 宣传=publicity 农业=farming 种植=planted 养殖=breeding 生猪=pigs
  家禽=poultry 牲畜=livestock 蔬菜=vegetables 粮食=grain 水稻=rice 小麦=wheat 种子=seed 化肥=fertiliser 农药=pesticide
  学生=pupils 教师=teachers 老人=elderly 儿童=children 残疾=disabled 低保=allowance 困难=hardship 党员=party_members
  干部=officials 志愿者=volunteers 服务=services 办理=handled 受理=accepted 办结=closed 申请=applied 审批=approved
  销售=sales 采购=purchased 捐赠=donated 运输=transport 用电=power_used 用水=water_used 工程=works 建设=building
  省外=out_of_province 省内=in_province 县外=out_of_county 县内=in_county 男=men 女=women 死亡=deaths 失踪=missing 受伤=injured`
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
)
const longest = Math.max(...Object.keys(words).map((word) => word.length))

/** A wording taken apart into English words, and whether all of it is known. */
export function english(text: string): { words: string[]; whole: boolean } {
  const plain = text.normalize('NFKC').toLowerCase()
  const found: string[] = []
  let unknown = 0
  for (let at = 0; at < plain.length; ) {
    const latin = /^[a-z][a-z0-9]*/.exec(plain.slice(at))?.[0]
    const word = latin ?? wordAt(plain, at)
    if (word === undefined) {
      if (/[\p{L}\p{N}]/u.test(plain.charAt(at))) unknown += 1
      at += 1
      continue
    }
    const meaning = latin ?? words[word] ?? ''
    if (meaning && found.at(-1) !== meaning) found.push(meaning)
    at += word.length
  }
  return { words: found, whole: unknown === 0 && found.length > 0 }
}

function wordAt(text: string, at: number): string | undefined {
  for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
    const word = text.slice(at, at + length)
    if (Object.hasOwn(words, word)) return word
  }
  return undefined
}

/** Makes ids that are valid and each only once: words joined, else the fallback, numbered if taken. */
export function idMaker(taken: Iterable<string>): (words: string[], fallback: string) => string {
  const used = new Set([...taken, 'constructor'])
  return (parts, fallback) => {
    const joined = parts.slice(0, 4).join('_').slice(0, 34).replace(/_+$/, '')
    const base = /^[a-z][a-z0-9_]*$/.test(joined) ? joined : fallback
    let id = base
    for (let count = 2; used.has(id); count += 1) id = `${base}_${count}`
    used.add(id)
    return id
  }
}
