import { describe, expect, it } from 'vitest'
import { type Comparison, evaluate, findingAcross } from '../../shared/check/across.ts'
import { acrossRules, figuresOfRule, formOfFigure } from '../../shared/forms/across.ts'
import type { AcrossRule } from '../../shared/forms/form.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { describe as sentence } from '../../shared/messages/index.ts'
import type { Tally } from '../../shared/tally/tally.ts'

/** Figures that break a rule, that keep it, and with which it cannot be told, for want of which. */
interface Case {
  breaks: Tally
  keeps: Tally
  unknown: [figures: Tally, missing: string[]][]
  says: [zh: string, en: string]
}

const cases: Record<string, Case> = {
  'enterprises.back-within-workforce': {
    breaks: {
      'enterprises.staff_back': 181,
      'returnees.workforce': 160,
      'enterprises.staff_outside': 20,
    },
    keeps: {
      'enterprises.staff_back': 180,
      'returnees.workforce': 160,
      'enterprises.staff_outside': 20,
    },
    unknown: [
      [
        { 'enterprises.staff_back': 180, 'enterprises.staff_outside': null },
        ['returnees.workforce'],
      ],
      [
        {
          'enterprises.staff_back': null,
          'enterprises.staff_outside': 20,
          'returnees.workforce': 160,
        },
        ['enterprises.staff_back'],
      ],
      [{ 'returnees.workforce': 160 }, ['enterprises.staff_back', 'enterprises.staff_outside']],
    ],
    says: [
      '《企业复工复产台账》返岗人数 181 大于《务工人员返岗统计表》务工人员总数＋《企业复工复产台账》省外员工数 180（企业返岗人数一般不多于本地务工人员与省外员工之和），请核对',
      '“Resumption of enterprises” Staff back 181 is more than “Migrant workers back at work” Migrant workforce + “Resumption of enterprises” Staff from other provinces 180 (Staff back rarely exceed the workforce and staff from other provinces). Please check.',
    ],
  },
  'supplies.masks-for-staff': {
    breaks: {
      'supplies.masks': 200,
      'enterprises.mask_stock': 99,
      'enterprises.staff_back': 300,
    },
    keeps: {
      'supplies.masks': 300,
      'enterprises.mask_stock': null,
      'enterprises.staff_back': 300,
    },
    unknown: [
      [
        {
          'supplies.masks': null,
          'enterprises.mask_stock': 99,
          'enterprises.staff_back': 300,
        },
        ['supplies.masks'],
      ],
      [{ 'supplies.masks': 200 }, ['enterprises.mask_stock', 'enterprises.staff_back']],
    ],
    says: [
      '《防疫物资台账》口罩库存＋《企业复工复产台账》口罩存量 299 小于《企业复工复产台账》返岗人数 300（口罩存量应够返岗人员每人一只），请核对',
      '“Protective supplies” Masks in stock + “Resumption of enterprises” Masks in stock 299 is less than “Resumption of enterprises” Staff back 300 (A mask for everyone who is back at work). Please check.',
    ],
  },
  'liaison.covered-within-enterprises': {
    breaks: { 'liaison.covered': 171, 'enterprises.total': 170 },
    keeps: { 'liaison.covered': 170, 'enterprises.total': 170 },
    unknown: [
      [{ 'liaison.covered': 171 }, ['enterprises.total']],
      [{ 'enterprises.total': 170, 'liaison.covered': null }, ['liaison.covered']],
    ],
    says: [
      '《驻企联络员台账》覆盖企业 171 大于《企业复工复产台账》企业数 170（联络员覆盖的企业应都在企业台账上），请核对',
      '“Officers at enterprises” Enterprises covered 171 is more than “Resumption of enterprises” Enterprises 170 (Enterprises covered are among those listed). Please check.',
    ],
  },
  'liaison.covered-within-projects': {
    breaks: { 'liaison.projects_covered': 1, 'projects.total': 0 },
    keeps: { 'liaison.projects_covered': 0, 'projects.total': 0 },
    unknown: [
      [{ 'liaison.projects_covered': 64 }, ['projects.total']],
      [{ 'projects.total': 64 }, ['liaison.projects_covered']],
    ],
    says: [
      '《驻企联络员台账》覆盖项目 1 大于《重点项目开复工台账》重点项目 0（联系的重点项目应都在项目台账上），请核对',
      '“Officers at enterprises” Projects covered 1 is more than “Resumption of key projects” Projects 0 (Projects covered are among those listed). Please check.',
    ],
  },
}

/** A form has come when any of its figures is given. */
function evaluated(rule: AcrossRule, figures: Tally): Comparison {
  const come = new Set(Object.keys(figures).map(formOfFigure))
  return evaluate(rule, (id) => {
    if (!come.has(formOfFigure(id))) return undefined
    const figure = figures[id] ?? null
    return { sum: figure ?? 0, complete: figure !== null }
  })
}

const rules = forms.flatMap(acrossRules)

describe.each(rules)('$id', (rule) => {
  const { breaks, keeps, unknown, says } = cases[rule.id] as Case

  it('is found where it is broken, and only there', () => {
    expect(evaluated(rule, breaks)).toMatchObject({ state: 'broken', missing: [] })
    expect(evaluated(rule, keeps)).toMatchObject({ state: 'holds', missing: [] })
  })

  it.each(unknown)('is not known from %j', (figures, missing) => {
    expect(evaluated(rule, figures)).toMatchObject({ state: 'unknown', missing })
  })

  it('names both figures and both forms', () => {
    const finding = findingAcross(rule, evaluated(rule, breaks), forms)
    const form = formById(formOfFigure(rule.id))
    expect(sentence(finding, 'zh', form)).toBe(says[0])
    expect(sentence(finding, 'en', form)).toBe(says[1])
    expect(finding).toMatchObject({ rule: rule.id, severity: 'warning', cell: null })
  })
})

it('has a case for every rule across forms, and for no other', () => {
  expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort())
  const named = new Set(forms.flatMap(({ indicators }) => indicators.map(({ id }) => id)))
  expect(rules.flatMap(figuresOfRule).filter((id) => !named.has(id))).toEqual([])
})
