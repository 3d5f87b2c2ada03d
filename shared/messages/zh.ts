/**
 * What each finding says, by its rule; the cell is put in front. `{name}` is a parameter of the
 * finding, `{title}` the title of its column, `{fix}` what a safe fix would write; a part in `[…]` is
 * left out where something in it is not known.
 *
 * A sentence says what is there and what to do, in the words of the sheet. Keys after a dot are
 * variants that `describe` chooses; `compare.<=` is what a broken `<=` says.
 */
export const zh = {
  // Reading a cell
  'cell-error': '[{title}]显示 {text}，公式出错，请改正公式或直接填写',
  'not-a-number': '[{title}]“{text}”不是数字，请只填一个数字',
  'number-as-text': '[{title}]“{text}”是文本，Excel 求和会漏掉，请改为数字[ {fix}]',
  'number-approximate': '[{title}]“{text}”不是准确数，现按 {value} 计，请填准确数',
  'number-with-note': '[{title}]“{text}”除数字外还有说明，现按 {value} 计，请把说明移到备注',
  'unit-differs': '[{title}]“{text}”的单位与本列不一致，现按 {value} 计，请核对',
  negative: '[{title}]“{text}”是负数，请核对',
  'not-whole': '[{title}]“{text}”不是整数，请核对',
  'percent-over-100': '[{title}]“{text}”超过 100%，请核对',
  'not-a-date': '[{title}]“{text}”不是日期，请填写年月日',
  'date-incomplete': '[{title}]“{text}”没有写明是哪一天，请补全',
  'date-range': '[{title}]“{text}”不止一天，请只填一个日期',
  'date-ambiguous':
    '[{title}]“{text}”可能是 {value}，也可能是 {other}，现按 {value} 计，请写明年月日',
  'date-approximate': '[{title}]“{text}”不是确切日期，现按 {value} 计，请填写确切日期',
  'date-with-note': '[{title}]“{text}”除日期外还有说明，现按 {value} 计，请核对',
  'date-as-text': '[{title}]“{text}”现按 {value} 计，请改为标准日期',
  'not-yes-no': '[{title}]“{text}”看不出是或否，请填“是”或“否”',
  'not-in-list': '[{title}]“{text}”不在可选范围内[，现按“{value}”计]，请填其中之一：{allowed}',
  'code-as-number': '[{title}]“{text}”的后几位已丢失，请先把单元格格式设为文本，再重新填写',

  // Checking records
  'missing-required': '[{title}]必须填写，请补填',
  duplicate: '[{title}]“{value}”与 {first} 重复，请核对',
  'credit-code-invalid': '[{title}]“{value}”校验不通过，请对照营业执照核对',
  'date-future': '[{title}] {value} 晚于本期最后一天 {limit}，请核对日期或状态',
  'date-past': '[{title}] {value} 已过（数据截至 {limit}），请核对日期或状态',
  'stock-identity':
    '[{title}] {found}，而上期 {previous}＋收入 {received}－发出 {issued} 应为 {expected}，请核对',
  'compare.==': '{leftTitle} {left} 不等于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.!=': '{leftTitle}与{rightTitle}不应同为 {left}[（{reason}）]，请核对',
  'compare.<=': '{leftTitle} {left} 大于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.<': '{leftTitle} {left} 不小于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.>=': '{leftTitle} {left} 小于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.>': '{leftTitle} {left} 不大于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.==.date': '{leftTitle} {left} 与{rightTitle} {right} 不是同一天[（{reason}）]，请核对',
  'compare.!=.date': '{leftTitle}与{rightTitle}不应同为 {left}[（{reason}）]，请核对',
  'compare.<=.date': '{leftTitle} {left} 晚于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.<.date': '{leftTitle} {left} 不早于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.>=.date': '{leftTitle} {left} 早于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.>.date': '{leftTitle} {left} 不晚于{rightTitle} {right}[（{reason}）]，请核对',
  'compare.==.value': '{leftTitle} {left}，应为 {right}[（{reason}）]，请核对',
  'compare.!=.value': '{leftTitle}不应为 {right}[（{reason}）]，请核对',
  'compare.<=.value': '{leftTitle} {left} 超过 {right}[（{reason}）]，请核对',
  'compare.<.value': '{leftTitle} {left}，应小于 {right}[（{reason}）]，请核对',
  'compare.>=.value': '{leftTitle} {left} 低于 {right}[（{reason}）]，请核对',
  'compare.>.value': '{leftTitle} {left}，应大于 {right}[（{reason}）]，请核对',
  'compare.both-or-neither': '{leftTitle}与{rightTitle}应同时填写或同时留空，请补填或删去',
  'compare.not-both': '{leftTitle}与{rightTitle}只能填一项，请核对',

  // Checking the sheet
  'total-mismatch': '[{title}]合计填 {found}，第 {from} 至 {to} 行相加为 {expected}，请核对',
  'subtotal-mismatch': '[{title}]小计填 {found}，第 {from} 至 {to} 行相加为 {expected}，请核对',
  'sum-leaves-out-rows': '公式 {formula} 没有包括第 {from} 至 {to} 行的全部数据，请改正范围',
  'serial-gap': '序号 {found} 与上一行不连续（应为 {expected}），请核对是否漏行',
  'serial-duplicate': '序号 {found} 重复，请核对是否重行',
  'hidden-rows': '有 {count} 行被隐藏（第 {rows} 行），数据已计入，请确认',
  'filtered-rows': '有 {count} 行被筛选隐藏（第 {rows} 行），数据已计入，请确认',
  'hidden-columns': '有 {count} 列被隐藏（{columns} 列），数据已计入，请确认',

  // Recognising the sheet
  'layout-missing-column':
    '这张表像是《{formTitle}》，但没有一列能对应{titles}，请在表头写明，或手工指定',
  'layout-ambiguous-column': '“{label}”列没有计入，可能是{title}，请确认',
  'rows-left-out': '第 {row} 行起不像本表的数据，没有计入；如属本表，请删去上面的空行',
  'table-repeated': '这张表的 {count} 条记录都已在其他工作表中，不再重复计入，也不报送',
  'weeks-differ': '表上写的是第{week}周，名称“{name}”写的是第{other}周，请核对是否忘了改',
  'days-differ': '表上的日期是 {day}，名称“{name}”写的是 {other}，请核对是否忘了改',
  'layout-no-records': '表头下面没有数据，请填写后再报送；确无数据的，请作零报告',
  'opening-differs': '[{title}] {found}，而上期期末为 {expected}，请核对',
  vanished: '上期有而本期没有：{names}（共 {count} 个），请核对是否漏填',
  'stopped-again': '上期为“{was}”，本期为“{now}”，请核对并说明原因',
  fell: '[{title}]由上期的 {was} 减少到 {now}，请核对',
  leapt: '[{title}]由上期的 {was} 变为 {now}，请核对是否多写了位数或写错了单位',
  shrank: '[{title}]由上期的 {was} 变为 {now}，请核对是否少写了位数或写错了单位',
  outlier: '{title} {found}，近 {weeks} 期在 {low} 至 {high} 之间，请核对',
  'other-unit': '此行属于{unit}，不是{own}的，请删去所填数据，或由{unit}填报',
  'unknown-field': '“{text}”不属于本报表的任何一栏，请更新后重新报送',
  'not-a-text': '[{title}]“{text}”应为文字，请核对',
  'as-of-outside-period': '表上的日期 {asOf} 不在{year}年第{week}周内，请核对是否拿错了表',

  // Receiving
  'personal-value': '[{title}]含有个人信息，不能报送，请删去',
  'personal-value.identity-card': '[{title}]含有身份证号码，不能报送，请删去',
  'personal-value.mobile': '[{title}]含有手机号码，不能报送，请删去',
  'personal-value.file-name': '文件名含有身份证或手机号码，不能报送，请改名后重新报送',
  'personal-value.sheet-name': '工作表名含有身份证或手机号码，不能报送，请改名',
  'personal-value.heading': '列名含有身份证或手机号码，不能报送，请删去',
  'personal-value.total-label': '合计行的名称含有身份证或手机号码，不能报送，请删去',
  'personal-value.unit-name': '下级单位的名称或编码含有身份证或手机号码，不能上报，请改名',
  'personal-value.address': '网址含有身份证或手机号码，不能上报，请更换',
  'personal-value.elsewhere': '报送内容的其他文字含有身份证或手机号码，不能报送，请删去',
  'personal-value.reason': '说明含有身份证或手机号码，不能报送，请修改说明',

  // Everything else
  rule: '[{given}，]不符合“{reason}”，请核对',
  unknown: '此处有问题（{rule}），请核对',
}

/** Name of a sentence. */
export type MessageId = keyof typeof zh

/** The rules that have a sentence of their own. */
export type RuleId = Exclude<
  MessageId,
  `compare.${string}` | `personal-value.${string}` | 'rule' | 'unknown'
>
