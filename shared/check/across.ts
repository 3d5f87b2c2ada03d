/** Checks between the figures that a unit reports on several forms. */
import { acrossRules, figuresOfRule, figuresOfSide, formOfFigure } from '../forms/across.ts'
import type { AcrossRule, FigureSide, Form } from '../forms/form.ts'
import { compare } from '../tally/condition.ts'
import { areasOf, figureIn, type Reported, type Sum, type TallyIn } from '../tally/joint.ts'
import { withoutNoise } from '../values/noise.ts'
import type { Finding } from './finding.ts'

/** What a rule across forms comes to for one unit. */
export interface Comparison {
  state: 'holds' | 'broken' | 'unknown'
  /** The two sides; null where one is not known. */
  left: number | null
  right: number | null
  /** Ids of the figures for want of which the rule cannot be evaluated. */
  missing: string[]
}

/** How a figure stands; `undefined`: its form has not come. */
export type FigureOf = (id: string) => Sum | undefined

/** A form that has not come leaves the rule unknown, even where only a figure to be added is on it. */
export function evaluate(rule: AcrossRule, figureOf: FigureOf): Comparison {
  const [left, right] = [sideOf(rule.left, figureOf), sideOf(rule.right, figureOf)]
  const missing = [...left.missing, ...right.missing]
  const state =
    left.value === null || right.value === null
      ? 'unknown'
      : compare(left.value, rule.op, right.value)
        ? 'holds'
        : 'broken'
  return { state, left: left.value, right: right.value, missing: [...new Set(missing)] }
}

function sideOf(side: FigureSide, figureOf: FigureOf): { value: number | null; missing: string[] } {
  if ('value' in side) return { value: side.value, missing: [] }
  const { figure, plus = [] } = side
  const missing = [
    ...(figureOf(figure)?.complete ? [] : [figure]),
    ...plus.filter((id) => figureOf(id) === undefined),
  ]
  if (missing.length > 0) return { value: null, missing }
  const sum = [figure, ...plus].reduce((all, id) => all + (figureOf(id)?.sum ?? 0), 0)
  return { value: withoutNoise(sum), missing }
}

/** What a rule across forms comes to in one unit, with what came from it and below it. */
export interface AcrossResult extends Omit<Comparison, 'missing'> {
  rule: string
  /** The form that the rule belongs to. */
  form: string
  unit: string
  name: string
  /** Figures for want of which it is not known; `reported`: their form has come, without them. */
  missing: { figure: string; form: string; reported: boolean }[]
}

/**
 * Evaluates the rules across forms of some forms wherever one of the forms they speak of has come.
 *
 * @param reported of these forms and of all that their rules speak of
 */
export function compareAcross<One extends Reported>(
  forms: Form[],
  reported: One[],
  tallyIn?: TallyIn<One>,
): AcrossResult[] {
  return forms.flatMap((form) =>
    acrossRules(form).flatMap((rule) => {
      const spoken = new Set(figuresOfRule(rule).map(formOfFigure))
      return areasOf(reported, [...spoken]).map((area): AcrossResult => {
        const { missing, ...result } = evaluate(rule, (id) => figureIn(area, id, tallyIn))
        return {
          rule: rule.id,
          form: form.id,
          unit: area.top.unit,
          name: area.top.name,
          ...result,
          missing: missing.map((figure) => ({
            figure,
            form: formOfFigure(figure),
            reported: figureIn(area, figure) !== undefined,
          })),
        }
      })
    }),
  )
}

/** A broken rule as a finding about the sheet of its form; it names both figures and their forms. */
export function findingAcross(
  rule: AcrossRule,
  { left, right }: Pick<Comparison, 'left' | 'right'>,
  forms: Form[],
): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    cell: null,
    params: {
      op: rule.op,
      left: left ?? '',
      right: right ?? '',
      ...titleOf(rule.left, 'left', forms),
      ...titleOf(rule.right, 'right', forms),
    },
  }
}

/** `《企业复工复产台账》返岗人数`; of a number, nothing. */
function titleOf(side: FigureSide, name: 'left' | 'right', forms: Form[]): Record<string, string> {
  const titles = figuresOfSide(side).map((id) => {
    const form = forms.find((one) => one.id === formOfFigure(id))
    const title = form?.indicators.find((one) => one.id === id)?.title
    return {
      zh: `《${form?.title.zh ?? formOfFigure(id)}》${title?.zh ?? id}`,
      en: `“${form?.title.en ?? formOfFigure(id)}” ${title?.en ?? id}`,
    }
  })
  return {
    [`${name}Title`]: titles.map(({ zh }) => zh).join('＋'),
    [`${name}TitleEn`]: titles.map(({ en }) => en).join(' + '),
  }
}
