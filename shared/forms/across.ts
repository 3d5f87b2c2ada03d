/** What in a form reaches beyond it: figures of other forms, by their ids. */
import type { AcrossRule, FigureSide, Form, Indicator } from './form.ts'

/** `enterprises` of `enterprises.total`. */
export function formOfFigure(id: string): string {
  return id.slice(0, id.indexOf('.'))
}

/** Whether a rate is made of figures of more than one form. */
export function isRateAcross({ id, compute }: Indicator): boolean {
  return 'ratio' in compute && compute.ratio.some((part) => formOfFigure(part) !== formOfFigure(id))
}

export function acrossRules({ rules }: Form): AcrossRule[] {
  return rules.filter((rule) => rule.kind === 'across')
}

/** Ids of the figures that a rule speaks of, those of its left side first. */
export function figuresOfRule({ left, right }: AcrossRule): string[] {
  return [left, right].flatMap(figuresOfSide)
}

export function figuresOfSide(side: FigureSide): string[] {
  return 'value' in side ? [] : [side.figure, ...(side.plus ?? [])]
}

/** Ids of the forms whose figures a form's rates and rules speak of, itself left out. */
export function formsSpokenOf(form: Form): string[] {
  const figures = [
    ...form.indicators.flatMap(({ compute }) => ('ratio' in compute ? compute.ratio : [])),
    ...acrossRules(form).flatMap(figuresOfRule),
  ]
  return [...new Set(figures.map(formOfFigure))].filter((id) => id !== form.id)
}
