import { deadlineRate, habits, monthOf, prices, type Scale, units } from './cost.ts'
import { table } from './markdown.ts'

const scales: [zh: string, en: string, scale: Omit<Scale, 'forms'>][] = [
  ['一个县', 'A county', { counties: 1, townships: 40 }],
  ['一个省', 'A province', { counties: 100, townships: 1400 }],
  ['全国', 'The nation', { counties: 2844, townships: 38_600 }],
]
const usual = 4
const all = 14

/** `docs/guides/cost.md`. */
export function costPage(): string {
  const rows = scales.flatMap(([zh, en, scale]) =>
    [usual, all].map((forms) => {
      const month = monthOf({ ...scale, forms })
      return [
        `${zh} ${en}`,
        String(forms),
        whole(month.submissions),
        whole(month.requests),
        whole(month.rowsRead),
        whole(month.rowsWritten),
        month.gigabytesAYear.toFixed(2),
        `$${month.dollars.toFixed(2)}`,
      ]
    }),
  )
  const head = [
    '范围 Scale',
    '表数 Forms',
    '月上报 Submissions a month',
    '月请求 Requests a month',
    '读行 Rows read',
    '写行 Rows written',
    '年增 GB Gigabytes a year',
    '月费 A month',
  ]
  const deadline = scales.map(([zh, en, scale]) => [
    `${zh} ${en}`,
    ...[usual, all].map((forms) => deadlineRate({ ...scale, forms }, 0.5, 60).toFixed(1)),
  ])
  const county = monthOf({ ...scales[0]![2], forms: all })
  const day = (monthly: number) => whole(monthly / (365 / 12))
  return `# 费用 Cost

<!-- Made by test/docs/generate.ts from test/docs/cost.ts. -->

一个县每周报全部 14 张表，也用不完 Cloudflare 付费版（每月 5 美元）所含的额度；全国所有乡镇合在一个账号里报 14 张表，
每月约 ${whole(monthOf({ ...scales[2]![2], forms: all }).dollars)} 美元。每个县是一个独立的部署和数据库，可以各用各的账号。下表按官网公布的价格和本项目测得的单次用量推算，不是账单。

Each county is a deployment with a database of its own. Everything below is reckoned from measured unit costs,
published prices and assumed habits; it is no bill.

## 每月 A month

All units of a row in one account on the Workers Paid plan, a year of reports kept.

${table(head, rows)}

## 单次用量 Unit costs

${table(
  ['操作 Operation', '读行 Rows read', '写行 Rows written', '毫秒 CPU ms', '字节 Bytes kept'],
  [
    [
      '上报 Submission, at most 6 queries',
      `≤ ${units.submission.rowsRead}`,
      String(units.submission.rowsWritten),
      String(units.submission.processor),
      String(units.submission.bytes),
    ],
    [
      '审核 Decision (assumed)',
      String(units.decision.rowsRead),
      String(units.decision.rowsWritten),
      String(units.decision.processor),
      '–',
    ],
    [
      '汇总 Totals of a county, 4 queries',
      '≤ (units + 1) × (forms + 2) + 20',
      '0',
      String(units.request.processor),
      '–',
    ],
    [
      '其他请求 Other request (assumed)',
      String(units.request.rowsRead),
      '0',
      String(units.request.processor),
      '–',
    ],
  ],
)}

Queries and rows of submissions and totals are held by \`test/worker/cost.test.ts\`, whatever the number of records. A
submission keeps 1.7 kB of compressed document on average (one generated sheet of each form, seed 7) and about
as much again in figures, event and indexes; it is reckoned at ${units.submission.bytes} bytes. Processor time was measured in
workerd with the local simulation of D1 (\`npm run bench -- throughput\`, 30 rows), which takes more than half of it: on
Cloudflare's network D1 works outside the Worker. It has not been measured there.

Assumed: ${habits.revisions} revisions of each submission and one decision; ${habits.paneRequests} other requests a township and week; ${habits.countyReads} reads of
totals a county and week. Mail and pages are not in it: files cost nothing where they are served without the Worker,
here they count as requests.

## 价格 Prices

Workers Paid, as published on developers.cloudflare.com (Workers and D1 pricing; copies of 2026, read on 24 November 2026): $${prices.base} a month with
10 million requests ($${prices.requests.million.toFixed(2)} a million more), 30 million ms of processor time ($${prices.processor.million} a million), 25 billion rows read
($${prices.rowsRead.million} a million), 50 million rows written ($${prices.rowsWritten.million.toFixed(2)} a million), ${prices.gigabytes.included} GB ($${prices.gigabytes.each} a GB).

**免费版 Free plan**: 100,000 requests, 5 million rows read and 100,000 rows written a day, 500 MB a database, 50 queries an
invocation, 10 ms of processor time an invocation. A county of 40 townships with all 14 forms needs on an average day ${day(county.requests)} requests, ${day(county.rowsRead)} rows read
and ${day(county.rowsWritten)} written; even a whole week's ${whole(40 * all * habits.revisions)} submissions in one day write ${whole(40 * all * habits.revisions * units.submission.rowsWritten)} rows. Its database reaches 500 MB
after ${(0.5 / county.gigabytesAYear).toFixed(1)} years. What may not fit is 10 ms of processor time: a large sheet (300 rows and more) takes longer. Use the paid plan for a deployment
that people depend on.

## 截止时刻 The deadline

Submissions a second, if half of a week's come within the last hour, spread over so many databases as there are counties:

${table(['范围 Scale', `${usual} 张表 forms`, `${all} 张表 forms`], deadline)}

\`npm run bench -- friday\` plays worse on one county: 560 submissions within half a minute, and all in one moment; none may
be lost or refused.
`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
