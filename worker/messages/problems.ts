import type { Lang } from '../../shared/messages/index.ts'
import type { ProblemId } from '../http/problem.ts'

/** A title names the kind of problem; the detail says what happened and what to do. */
interface ProblemWords {
  title: string
  detail: string
}

const zh: Record<ProblemId, ProblemWords> = {
  'malformed-request': { title: '请求有误', detail: '{where}：{what}' },
  'malformed-json': {
    title: '内容无法读取',
    detail: '请求内容不是有效的 JSON，请重新生成后再发送。',
  },
  'malformed-gzip': {
    title: '内容无法解压',
    detail: '请求内容声明为 gzip 压缩，但无法解压，请重新发送。',
  },
  'token-missing': { title: '尚未登录', detail: '请先用登记码登记，再携带令牌访问。' },
  'token-unknown': { title: '令牌无效', detail: '系统中没有这个令牌，请向管理员索取新的登记码。' },
  'token-expired': {
    title: '令牌已过期',
    detail: '令牌已于 {at} 过期，请向管理员索取新的登记码。',
  },
  'token-revoked': {
    title: '令牌已被收回',
    detail: '令牌已于 {at} 被收回，如需继续使用请联系管理员。',
  },
  'code-unknown': { title: '登记码无效', detail: '没有这个登记码，请核对后重新输入。' },
  'code-used': {
    title: '登记码已使用',
    detail: '每个登记码只能用一次，请向管理员索取新的登记码。',
  },
  'code-expired': {
    title: '登记码已过期',
    detail: '登记码已于 {at} 过期，请向管理员索取新的登记码。',
  },
  'setup-finished': {
    title: '初始设置已完成',
    detail: '系统已有管理员，初始设置码不再有效，请向管理员索取登记码。',
  },
  'role-insufficient': {
    title: '没有此项权限',
    detail: '您的角色是“{role}”，此操作需要：{needed}。',
  },
  'unit-out-of-reach': { title: '不在管辖范围', detail: '“{unit}”不在您的管辖范围内。' },
  'deployment-only': {
    title: '仅限系统管理员',
    detail: '此操作涉及整个系统，请由系统管理员办理。',
  },
  'decided-above': {
    title: '要由上级决定',
    detail: '“{unit}”自己的说明和延期，要由上级单位决定。',
  },
  'route-unknown': { title: '地址不存在', detail: '没有这个接口，请核对地址和方法。' },
  'method-not-allowed': { title: '方法不对', detail: '这个地址只接受以下方法：{methods}。' },
  'span-invalid': {
    title: '报告期范围有误',
    detail: '从 {from} 到 {to} 无法取数：起始期不能晚于结束期，一次最多 {limit} 期。',
  },
  'odata-query-invalid': {
    title: '查询条件有误',
    detail: '{option} 第 {at} 个字符起无法理解：{near}。请改正后重试。',
  },
  'odata-too-wide': {
    title: '查询范围太大',
    detail: '这样的排序或计数一次最多读 {weeks} 期，请在 $filter 中限定 Period 的范围。',
  },
  'odata-version': {
    title: 'OData 版本不符',
    detail:
      '客户端最高只认 OData {version}，本服务是 4.0。在 Excel 里请用“自 OData 数据源”（Power Query）。',
  },
  'odata-unknown': { title: '数据源里没有', detail: '数据源里没有“{what}”。' },
  'odata-format': { title: '没有这种格式', detail: '数据源只有 JSON，没有“{format}”。' },
  'odata-not-supported': {
    title: '暂不支持',
    detail: '数据源不支持“{what}”，请取回后在 Excel 里处理。',
  },
  'unit-unknown': { title: '没有这个单位', detail: '系统中没有编码为“{unit}”的单位。' },
  'form-unknown': { title: '没有这种报表', detail: '系统中没有编码为“{form}”的报表。' },
  'list-unknown': { title: '没有这张清单', detail: '没有编码为“{list}”的清单。' },
  'field-unknown': { title: '没有这个字段', detail: '报表“{form}”没有字段“{field}”。' },
  'field-names-nothing': {
    title: '不能据此认定',
    detail: '报表“{form}”不按字段“{field}”认定同一记录，请用认定所依据的字段，如信用代码、名称。',
  },
  'token-id-unknown': { title: '没有这个令牌', detail: '管辖范围内没有编号为“{id}”的令牌。' },
  'submission-missing': {
    title: '尚未报送',
    detail: '“{unit}”尚无这一期的报送记录（或没有这个版本）。',
  },
  'explanation-unknown': {
    title: '没有这条说明',
    detail: '最新一版报送中没有这条说明，可能已有新的版本，请刷新后再看。',
  },
  'mail-unknown': { title: '没有这封邮件', detail: '管辖范围内没有编号为“{id}”的邮件。' },
  'recipients-missing': {
    title: '没有收件人',
    detail: '“{unit}”还没有设置汇总邮件的收件人，请管理员先设置。',
  },
  'upward-unset': {
    title: '没有上级系统',
    detail: '这里没有设置由“{unit}”向哪个上级系统上报，请负责部署的人按部署手册设置。',
  },
  'form-id-taken': {
    title: '报表编码已被使用',
    detail: '编码“{form}”已用于另一张报表（{by}），请换一个编码。',
  },
  'form-version': {
    title: '报表版本有误',
    detail: '“{form}”提交的版本是 {version}，下一版应为 {next}；已有的版本不能改动。',
  },
  'forms-too-many': {
    title: '报表过多',
    detail: '自定义报表最多 {limit} 种，请在已有的报表上修改。',
  },
  'list-id-taken': { title: '清单编码已占用', detail: '“{list}”是报表自带的清单，请另取编码。' },
  'lists-too-many': {
    title: '清单过多',
    detail: '自定义清单最多 {limit} 张，请在已有的清单上修改。',
  },
  'sameness-too-much': {
    title: '认定过多',
    detail: '一个单位最多认定 {limit} 条，请先撤销不再需要的。',
  },
  'token-taken': { title: '令牌已有人用', detail: '这个令牌摘要已经用过，请重新生成一个。' },
  'token-rotated': {
    title: '令牌已换发',
    detail: '这个令牌已换发过新令牌，请使用新令牌；新令牌丢失，请向管理员索取新的登记码。',
  },
  'unit-cycle': { title: '上级单位有误', detail: '“{unit}”不能归到它自己或它的下级单位之下。' },
  'revision-changed': {
    title: '已有其他版本',
    detail: '在您填报期间，这张表已有其他版本，请对照后再报送，以免互相覆盖。',
  },
  'body-too-large': { title: '内容过大', detail: '内容超过 {limit} MB 的上限，请拆分后报送。' },
  'media-type-unsupported': { title: '格式不支持', detail: '请求内容应为 application/json。' },
  'encoding-unsupported': { title: '压缩方式不支持', detail: '请求内容只接受不压缩或 gzip 压缩。' },
  'malformed-body': { title: '报送内容不合规范', detail: '{where}：{what}' },
  'form-invalid': { title: '报表定义有误', detail: '{where}：{what}' },
  'list-invalid': { title: '清单定义有误', detail: '{where}：{what}' },
  'value-names-nothing': {
    title: '不能据此认定',
    detail: '“{value}”不是有效的代码或名称，请按表中的写法填写。',
  },
  'heading-taken': {
    title: '列名已有所指',
    detail: '“{wording}”在这张表中已指“{field}”，不能再指“{asked}”。',
  },
  'skip-over-report': {
    title: '本期已报送过',
    detail:
      '本期已经报送过数据，不能改为“未能报送”。数据有误的，请改正后重新报送；确无数据的，请作零报告。',
  },
  'catalogue-mismatch': {
    title: '报表版本不一致',
    detail: '报送使用的报表版本是“{sent}”，系统现用的是“{own}”，请重新检查表格后再报送。',
  },
  'personal-values': {
    title: '含有个人信息',
    detail: '有 {count} 处个人信息（如身份证号、手机号），不得报送，请从表中删除或移到个人信息列。',
  },
  'unexplained-findings': {
    title: '有未处理的问题',
    detail: '有 {count} 处错误未改正，也没有可以认可的说明。{first}',
  },
  'extension-not-later': {
    title: '没有延后',
    detail: '延期后的时间要晚于现在的截止时间（{due}）。',
  },
  'until-passed': {
    title: '期限已过',
    detail: '认可的期限 {until} 早于这一期（{period}），请选这一期或以后的报告期。',
  },
  'tally-differs': {
    title: '小计不一致',
    detail: '系统重新统计的结果与报送的小计不一致（{ids}），请更新后重新报送。',
  },
  'import-contradiction': {
    title: '与已有数据矛盾',
    detail:
      '本页第 {line} 行（{table}）与这里已有的不同，整页未写入。只能导入到没有单位的系统，或数据原来所在、此后未再改动的系统。',
  },
  'import-elsewhere': {
    title: '这里有别的数据',
    detail: '这里已有另一个系统的数据。只能导入到没有单位的系统，或数据原来所在的系统。',
  },
  'import-under-way': {
    title: '正在导入另一份数据',
    detail: '另一份导出数据尚未导入完。请先用那份文件继续导入至完成。',
  },
  'import-page-missing': { title: '缺页', detail: '请接着第 {page} 页导入。' },
  'import-invalid': { title: '导入内容有误', detail: '本页第 {line} 行：{what}。整页未写入。' },
  'lines-expected': { title: '不支持的格式', detail: '请求内容必须是 text/x-ndjson。' },
  'document-removed': {
    title: '内容已按保存期限删除',
    detail:
      '第 {revision} 版的表格内容已于 {at} 删除：被新版取代的内容只保存 {days} 天。这一版的数字、校验码、回执和审核意见仍在。',
  },
  'mail-removed': {
    title: '邮件内容已按保存期限删除',
    detail: '这封邮件的正文已于 {at} 删除：邮件正文只保存 {days} 天。发给谁、何时发送仍有记录。',
  },
  'storage-full': {
    title: '数据库已满',
    detail: '没有写入：数据库已经装满。请通知管理员清理或迁移；表格仍在您的电脑上，之后再报送。',
  },
  'idempotency-key-reused': {
    title: '重复的请求编号',
    detail: '这个 Idempotency-Key 已用于另一次报送，请换一个新的。',
  },
  'period-closed': {
    title: '报告期已关闭',
    detail: '{period} 已由“{unit}”于 {at} 关闭，如需补报请联系其重新开放。',
  },
  'submission-accepted': {
    title: '报送已通过审核',
    detail: '这份报送已由“{by}”于 {at} 审核通过，如需修改请先请其退回。',
  },
  'precondition-required': {
    title: '缺少前提条件',
    detail: '首次报送请带 If-None-Match: *，修改请带 If-Match 和上一版本的 ETag。',
  },
  'too-many-requests': {
    title: '请求过于频繁',
    detail: '一分钟内请求太多，请 {seconds} 秒后再试。已经收到的内容不受影响。',
  },
  // Whether anything was kept nobody knows here: a database may fail after it has written.
  internal: {
    title: '系统故障',
    detail:
      '系统出了问题，不能确定是否已保存，请稍后原样重发：已保存的不会重复记录。仍不行，请把编号 {request} 告诉管理员。',
  },
  'database-unreachable': {
    title: '数据库不可用',
    detail: '数据库连不上，或还没有建表，请稍后再试，或请运维人员检查。',
  },
  busy: { title: '系统繁忙', detail: '正有多人同时处理同一内容，请稍后重试。' },
}

const en: Record<ProblemId, ProblemWords> = {
  'malformed-request': { title: 'Bad request', detail: '{where}: {what}' },
  'malformed-json': {
    title: 'Unreadable body',
    detail: 'The body is not valid JSON. Build it again and resend.',
  },
  'malformed-gzip': {
    title: 'Body cannot be unpacked',
    detail: 'The body is declared as gzip but cannot be unpacked. Resend it.',
  },
  'token-missing': {
    title: 'Not signed in',
    detail: 'Enrol with an enrolment code first, then send the token.',
  },
  'token-unknown': {
    title: 'Unknown token',
    detail: 'This token is not known here. Ask your administrator for a new enrolment code.',
  },
  'token-expired': {
    title: 'Token expired',
    detail: 'The token expired at {at}. Ask your administrator for a new enrolment code.',
  },
  'token-revoked': {
    title: 'Token revoked',
    detail: 'The token was revoked at {at}. Ask your administrator if you still need access.',
  },
  'code-unknown': {
    title: 'Unknown enrolment code',
    detail: 'There is no such code. Check it and type it again.',
  },
  'code-used': {
    title: 'Enrolment code already used',
    detail: 'A code works once. Ask your administrator for a new one.',
  },
  'code-expired': {
    title: 'Enrolment code expired',
    detail: 'The code expired at {at}. Ask your administrator for a new one.',
  },
  'setup-finished': {
    title: 'Setup is finished',
    detail:
      'There is an administrator already, so the setup code no longer works. Ask for an enrolment code.',
  },
  'role-insufficient': {
    title: 'Not allowed',
    detail: 'Your role is “{role}”; this needs: {needed}.',
  },
  'unit-out-of-reach': {
    title: 'Out of reach',
    detail: '“{unit}” is not within the units your token covers.',
  },
  'deployment-only': {
    title: 'For the system administrator',
    detail: 'This concerns the whole deployment. Ask the system administrator to do it.',
  },
  'decided-above': {
    title: 'For the unit above',
    detail: 'Reasons and later deadlines of “{unit}” are decided on by a unit above it.',
  },
  'route-unknown': { title: 'No such address', detail: 'The API has no such address or method.' },
  'method-not-allowed': {
    title: 'Not with this method',
    detail: 'This address takes these methods only: {methods}.',
  },
  'span-invalid': {
    title: 'No such span of weeks',
    detail:
      'From {from} to {to} cannot be read: the first week comes first, and {limit} weeks is the most.',
  },
  'odata-query-invalid': {
    title: 'Invalid query',
    detail: '{option} cannot be read from character {at} on: {near}. Correct it and try again.',
  },
  'odata-too-wide': {
    title: 'Too much at once',
    detail: 'Such a sort or count reads at most {weeks} weeks; narrow Period down in $filter.',
  },
  'odata-version': {
    title: 'Another version of OData',
    detail:
      'The client reads OData {version} at most, this is 4.0. In Excel use “From OData Feed” of Power Query.',
  },
  'odata-unknown': { title: 'Not in the feed', detail: 'There is no “{what}” in the feed.' },
  'odata-format': {
    title: 'No such format',
    detail: 'The feed is JSON; there is no “{format}”.',
  },
  'odata-not-supported': {
    title: 'Not supported',
    detail: 'The feed does not know “{what}”; take the rows and do it in Excel.',
  },
  'unit-unknown': { title: 'No such unit', detail: 'There is no unit with the id “{unit}”.' },
  'form-unknown': { title: 'No such form', detail: 'There is no form with the id “{form}”.' },
  'list-unknown': { title: 'No such list', detail: 'There is no list with the id “{list}”.' },
  'field-unknown': { title: 'No such field', detail: 'The form “{form}” has no field “{field}”.' },
  'field-names-nothing': {
    title: 'Nothing is known by it',
    detail:
      'Records of “{form}” are not known by “{field}”. Use one of the fields they are known by, such as the code or the name.',
  },
  'token-id-unknown': {
    title: 'No such token',
    detail: 'There is no token “{id}” within your reach.',
  },
  'submission-missing': {
    title: 'Nothing submitted',
    detail: '“{unit}” has submitted nothing for this period (or not that revision).',
  },
  'explanation-unknown': {
    title: 'No such reason',
    detail: 'The newest revision does not give this reason; another one may have come. Look again.',
  },
  'mail-unknown': { title: 'No such mail', detail: 'There is no mail “{id}” within your reach.' },
  'recipients-missing': {
    title: 'No recipients',
    detail: 'Nobody is listed to get summaries of “{unit}”. Ask an administrator to add addresses.',
  },
  'upward-unset': {
    title: 'No deployment above',
    detail:
      'It is not set which deployment “{unit}” reports to. Ask whoever runs this one: the operator guide says how.',
  },
  'form-id-taken': {
    title: 'Form id in use',
    detail: 'The id “{form}” belongs to another form ({by}). Choose another one.',
  },
  'form-version': {
    title: 'Wrong form version',
    detail:
      '“{form}” was sent as version {version}; the next one is {next}. Versions there are do not change.',
  },
  'forms-too-many': {
    title: 'Too many forms',
    detail: 'There may be {limit} forms besides the built-in ones. Change one of them instead.',
  },
  'list-id-taken': {
    title: 'The id of the list is taken',
    detail: '“{list}” is a list that comes with its form. Choose another id.',
  },
  'lists-too-many': {
    title: 'Too many lists',
    detail: 'There may be {limit} lists of your own. Change one of them instead.',
  },
  'sameness-too-much': {
    title: 'Too much is said',
    detail: 'A unit may say {limit} such things. Take back what is needed no more.',
  },
  'token-taken': {
    title: 'Token in use',
    detail: 'The hash belongs to a token that is there already. Make another token.',
  },
  'token-rotated': {
    title: 'Token was replaced',
    detail:
      'Another token has taken the place of this one; use that. If it is lost, ask your administrator for a new enrolment code.',
  },
  'unit-cycle': {
    title: 'Impossible parent',
    detail: '“{unit}” cannot be placed under itself or a unit below it.',
  },
  'revision-changed': {
    title: 'Another revision is there',
    detail:
      'Another revision arrived while you were working. Compare the two before you submit, so that neither is lost.',
  },
  'body-too-large': {
    title: 'Too large',
    detail: 'The content exceeds the limit of {limit} MB. Submit it in parts.',
  },
  'media-type-unsupported': {
    title: 'Unsupported format',
    detail: 'The body must be application/json.',
  },
  'encoding-unsupported': {
    title: 'Unsupported compression',
    detail: 'The body may be sent as it is or gzip-compressed.',
  },
  'malformed-body': { title: 'Not a valid document', detail: '{where}: {what}' },
  'form-invalid': { title: 'Not a valid form', detail: '{where}: {what}' },
  'list-invalid': { title: 'Not a valid list', detail: '{where}: {what}' },
  'value-names-nothing': {
    title: 'Nothing is known by it',
    detail: '“{value}” is no valid code and no name. Write it as the sheets do.',
  },
  'heading-taken': {
    title: 'The heading means something else',
    detail: 'In this form “{wording}” means “{field}” already, so it cannot mean “{asked}”.',
  },
  'skip-over-report': {
    title: 'Reported already',
    detail:
      'Figures were reported for this period; “cannot report” does not take their place. Correct them and submit again, or send a zero report if there are none.',
  },
  'catalogue-mismatch': {
    title: 'Form versions differ',
    detail:
      'The submission was made with “{sent}”; “{own}” is in force. Check the sheet again, then submit.',
  },
  'personal-values': {
    title: 'Personal data',
    detail:
      'Personal values (such as ID card or mobile numbers) may not be submitted; found: {count}. Remove them or move them to a personal column.',
  },
  'unexplained-findings': {
    title: 'Unresolved findings',
    detail: 'Errors neither corrected nor explained in a way that stands: {count}. {first}',
  },
  'extension-not-later': {
    title: 'Not later',
    detail: 'An extension must end after the present deadline ({due}).',
  },
  'until-passed': {
    title: 'Already over',
    detail: '{until} is before this period ({period}). Choose this one or a later one.',
  },
  'tally-differs': {
    title: 'Tallies differ',
    detail:
      'Counting again gives other figures than the tally sent ({ids}). Update and submit again.',
  },
  'import-contradiction': {
    title: 'Contradicts what is there',
    detail:
      'Line {line} of the page ({table}) differs from what is here already; nothing of the page was written. Import into a deployment without units, or into the one the data come from as long as nothing has changed there.',
  },
  'import-elsewhere': {
    title: 'Other data are here',
    detail:
      'The data of another deployment are here. Import into a deployment without units, or into the one the data come from.',
  },
  'import-under-way': {
    title: 'Another import is under way',
    detail: 'Another export has been taken in only in part. Go on with that file until it is done.',
  },
  'import-page-missing': { title: 'A page is missing', detail: 'Go on with page {page}.' },
  'import-invalid': {
    title: 'Cannot be imported',
    detail: 'Line {line} of the page: {what}. Nothing of the page was written.',
  },
  'lines-expected': {
    title: 'Unsupported format',
    detail: 'The body must be text/x-ndjson.',
  },
  'document-removed': {
    title: 'Removed, as the retention has it',
    detail:
      'The sheet of revision {revision} was removed on {at}: what another revision has taken the place of is kept for {days} days. Its figures, checksum, receipt and decision are still here.',
  },
  'mail-removed': {
    title: 'Removed, as the retention has it',
    detail:
      'The text of this mail was removed on {at}: texts are kept for {days} days. Who got it and when is still on record.',
  },
  'storage-full': {
    title: 'The database is full',
    detail:
      'Nothing was written: the database is full. Tell the administrator to make room or move it; the sheet is still on your computer, submit it later.',
  },
  'idempotency-key-reused': {
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key belongs to another submission. Use a new one.',
  },
  'period-closed': {
    title: 'Period closed',
    detail: '{period} was closed by “{unit}” at {at}. Ask them to reopen it.',
  },
  'submission-accepted': {
    title: 'Submission accepted',
    detail:
      'This submission was accepted by “{by}” at {at}. Ask them to return it before you change it.',
  },
  'precondition-required': {
    title: 'Precondition required',
    detail:
      'Send If-None-Match: * with a first submission, If-Match with the last ETag for a revision.',
  },
  'too-many-requests': {
    title: 'Too many requests',
    detail:
      'Too many requests within a minute. Try again in {seconds} seconds; what has arrived is safe.',
  },
  internal: {
    title: 'Server error',
    detail:
      'Something went wrong on the server, perhaps after saving. Send the same again later: nothing is recorded twice. If that does not help, give your administrator the number {request}.',
  },
  'database-unreachable': {
    title: 'No database',
    detail:
      'The database cannot be reached, or has no tables yet. Try again later, or ask the operator to look.',
  },
  busy: {
    title: 'Busy',
    detail: 'Several people are changing the same thing at once. Try again in a moment.',
  },
}

export const problemWords: Record<Lang, Record<ProblemId, ProblemWords>> = { zh, en }
