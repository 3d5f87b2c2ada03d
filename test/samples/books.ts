import { county, lateTownship, type Township, townships } from './data/cili.ts'
import { share } from './data/random.ts'
import { slipsOf } from './data/slips.ts'
import {
  type Enterprise,
  enterpriseOn,
  enterprisesOf,
  type Place,
  placeBefore,
  placesOf,
} from './data/truth.ts'
import { counties, prefecture } from './data/zhumadian.ts'
import type { Sheet } from './draw/sheet.ts'
import type { Placed } from './draw/table.ts'
import type { BookLayout } from './layouts/book.ts'
import { countyLayout } from './layouts/county.ts'
import { dongyueguan } from './layouts/dongyueguan.ts'
import { gaoqiao } from './layouts/gaoqiao.ts'
import { jiangya } from './layouts/jiangya.ts'
import { lingxi } from './layouts/lingxi.ts'
import { lingyang } from './layouts/lingyang.ts'
import { longtanhe } from './layouts/longtanhe.ts'
import { miaoshi } from './layouts/miaoshi.ts'
import { shamuqiao } from './layouts/shamuqiao.ts'
import { tongjinpu } from './layouts/tongjinpu.ts'
import { xiangshi } from './layouts/xiangshi.ts'
import { xikou } from './layouts/xikou.ts'
import { yanbodu } from './layouts/yanbodu.ts'

/** The figures a workbook must come to once its mistakes are put right, by indicator. */
export type Expected = Record<string, number>

/** One workbook of the samples, drawn with or without its mistakes. */
export interface SampleBook {
  /** Under `test/samples/`. */
  path: string
  /** Id and name of the unit it comes from. */
  unit: string
  name: string
  period: string
  /** `YYYY-MM-DD` */
  asOf: string
  /** Written and checked, but not reported. */
  late: boolean
  expected: Expected
  /** The mistakes in it. */
  placed: Placed[]
  sheets: Sheet[]
}

const layouts: Record<string, BookLayout> = {
  'cili-lingyang': lingyang,
  'cili-jiangya': jiangya,
  'cili-yanbodu': yanbodu,
  'cili-xikou': xikou,
  'cili-dongyueguan': dongyueguan,
  'cili-tongjinpu': tongjinpu,
  'cili-shamuqiao': shamuqiao,
  'cili-miaoshi': miaoshi,
  'cili-lingxi': lingxi,
  'cili-gaoqiao': gaoqiao,
  'cili-xiangshi': xiangshi,
  'cili-longtanhe': longtanhe,
}

const weeks = [
  { period: '2020-W08', asOf: '2020-02-21' },
  { period: '2020-W09', asOf: '2020-02-25' },
]

/** All workbooks of both areas, in a fixed order. */
export function sampleBooks(corrected = false): SampleBook[] {
  return [...ciliBooks(corrected), ...zhumadianBooks(corrected)]
}

function ciliBooks(corrected: boolean): SampleBook[] {
  const taken = new Set<string>()
  let serial = 1
  const truth = townships.map((township) => {
    const plan = { ...township, area: county.name, division: county.division, from: 3, to: 25 }
    const enterprises = enterprisesOf(township.name, plan, serial, taken)
    serial += township.total
    const { workforce = 0, returned = 0 } = township.returnees ?? {}
    const places = township.returnees
      ? placesOf(township.name, township.villages, workforce, returned)
      : []
    return { township, enterprises, places }
  })
  return weeks.flatMap((week, index) =>
    truth.map(({ township, enterprises, places }) => {
      const isLast = index === weeks.length - 1
      return ciliBook(
        township,
        week,
        isLast ? enterprises : enterprises.map((one) => enterpriseOn(one, week.asOf)),
        isLast ? places : places.map(placeBefore),
        isLast,
        corrected,
      )
    }),
  )
}

function ciliBook(
  township: Township,
  { period, asOf }: (typeof weeks)[number],
  enterprises: Enterprise[],
  places: Place[],
  isLast: boolean,
  corrected: boolean,
): SampleBook {
  const layout = layouts[township.id]
  if (!layout) throw new Error(`No layout for ${township.id}`)
  const slips = isLast ? (slipsOf[township.id]?.(enterprises) ?? []) : []
  const drawn = layout({ unit: township.name, asOf, enterprises, places, slips, corrected })
  const late = isLast && township.id === lateTownship
  return {
    path: `cili/${period}/${late ? 'late/' : ''}${drawn.file}.xlsx`,
    unit: township.id,
    name: township.name,
    period,
    asOf,
    late,
    expected: expectedOf(enterprises, places),
    placed: drawn.placed,
    sheets: drawn.sheets,
  }
}

function zhumadianBooks(corrected: boolean): SampleBook[] {
  const taken = new Set<string>()
  const workforce = share(
    prefecture.workforce,
    counties.map(({ weight }) => weight),
  )
  const returned = share(
    prefecture.returned,
    counties.map(({ eager }, index) => (workforce[index] ?? 0) * eager),
  )
  return counties.map((one, index): SampleBook => {
    const asOf = '2020-03-04'
    const enterprises = enterprisesOf(
      one.name,
      {
        area: one.name,
        division: one.division,
        total: one.enterprises,
        resumed: one.resumed,
        aboveScale: one.enterprises,
        aboveResumed: one.resumed,
        villages: one.townships,
        from: 10,
        to: 33,
      },
      1,
      taken,
    )
    const places = placesOf(one.name, one.townships, workforce[index] ?? 0, returned[index] ?? 0)
    const layout = countyLayout((index % 3) as 0 | 1 | 2)
    const drawn = layout({ unit: one.name, asOf, enterprises, places, slips: [], corrected })
    return {
      path: `zhumadian/2020-W10/${drawn.file}.xlsx`,
      unit: one.id,
      name: one.name,
      period: '2020-W10',
      asOf,
      late: false,
      expected: expectedOf(enterprises, places),
      placed: drawn.placed,
      sheets: drawn.sheets,
    }
  })
}

function expectedOf(enterprises: Enterprise[], places: Place[]): Expected {
  const count = (which: (one: Enterprise) => boolean): number => enterprises.filter(which).length
  const sum = <Row>(rows: Row[], of: (row: Row) => number): number =>
    rows.reduce((total, row) => total + of(row), 0)
  const resumed = ({ resumedOn }: Enterprise): boolean => resumedOn !== null
  return {
    'enterprises.total': enterprises.length,
    'enterprises.resumed': count(resumed),
    'enterprises.above_total': count(({ aboveScale }) => aboveScale),
    'enterprises.above_resumed': count((one) => one.aboveScale && resumed(one)),
    'enterprises.staff_total': sum(enterprises, ({ staffTotal }) => staffTotal),
    'enterprises.staff_back': sum(enterprises, ({ staffBack }) => staffBack),
    ...(places.length
      ? {
          'returnees.workforce': sum(places, (one) => one.workforce),
          'returnees.returned': sum(places, (one) => one.returned),
        }
      : {}),
  }
}
