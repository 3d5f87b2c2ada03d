import type { Choice, Field } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import { quote, type Reading } from './issue.ts'
import { beforeRemark } from './remark.ts'
import { tickedLabel } from './ticks.ts'
import { NO, YES as YESES } from './yes-no.ts'

/** Beside a wording, each of these turns it into its opposite or into a plan: 未复工, 拟复工, 暂停复工. */
const NOT_SO = /[未不没无非停拟将待缓半]|预计|计划|准备|申请|争取|取消|撤销|除外/

const PLANNED = /预计|计划|准备|申请|争取|预备|[拟将待]/

/** Reads a cell of a choice field as the `value` of the choice it names. */
export function readChoice(cell: Cell, field: Field): Reading {
  const choices = field.choices ?? []
  const text = cell === null ? '' : String(cell)
  const ticked = tickedLabel(text)
  if (ticked === '') return { value: null }
  const plain = normalise(ticked ?? text).toLowerCase()
  const choice = findChoice(plain, choices) ?? answerOf(plain, choices)
  if (choice) return { value: choice.value }
  const otherwise = choices.find(({ value }) => value === field.otherwise)
  return {
    value: otherwise?.value ?? null,
    issue: {
      rule: 'not-in-list',
      severity: otherwise ? 'warning' : 'error',
      params: {
        text: quote(cell),
        allowed: choices.map((each) => each.title.zh).join('、'),
        allowedEn: choices.map((each) => each.title.en).join(', '),
        ...(otherwise ? { value: otherwise.title.zh, valueEn: otherwise.title.en } : {}),
      },
    },
  }
}

/**
 * A choice that 是 or 否 names is asked by yes and no, in whatever sign they are given (对, ✗, 没有). A
 * figure may be the number of a choice instead.
 */
export function answerOf(plain: string, choices: Choice[]): Choice | undefined {
  if (/^\d+$/.test(plain)) return undefined
  const [yes, no] = [exact('是', choices), exact('否', choices)]
  if (!yes || !no) return undefined
  return YESES.has(plain) ? yes : NO.has(plain) ? no : undefined
}

/** A bare yes, to which a remark may add what exactly: `是（部分复工）`. */
const YES = /^[是对√✓✔☑y]$/

/** The choice that a text (normalised, lower case) names: whole, up to a remark, or within it. */
export function findChoice(plain: string, choices: Choice[]): Choice | undefined {
  const whole = exact(plain, choices)
  if (whole) return whole
  const head = beforeRemark(plain)
  const said = exact(head, choices)
  if (!said) return contained(plain, choices)
  const remark = plain.slice(head.length)
  const added =
    exact(remark.replace(/^\P{L}+|\P{L}+$/gu, ''), choices) ?? contained(remark, choices)
  if (!added || added === said) return said
  return YES.test(head) ? added : undefined
}

function wordings(choice: Choice): string[] {
  return [choice.value, choice.title.zh, choice.title.en, ...choice.words].map((word) =>
    normalise(word).toLowerCase(),
  )
}

function exact(plain: string, choices: Choice[]): Choice | undefined {
  return choices.find((choice) => wordings(choice).includes(plain))
}

/**
 * The choice whose wording the text contains: the longest one, if nothing speaks against it. A text
 * that names two choices, or that has a 未, 拟 or the like outside the wording (`未完全复工`), is no
 * answer: read wrongly, it would count an enterprise that stands still.
 */
function contained(plain: string, choices: Choice[]): Choice | undefined {
  const found = choices.flatMap((choice) =>
    wordings(choice)
      .filter((word) => isHan(word) && word.length > 1 && plain.includes(word))
      .map((word) => ({ choice, word })),
  )
  const [longest] = found.sort((a, b) => b.word.length - a.word.length)
  if (!longest) return undefined
  const own = found.filter(({ choice }) => choice === longest.choice)
  const rest = own.reduce((text, { word }) => text.replaceAll(word, ' '), plain)
  // 预计3月1日复工 says what 拟复工 says, where the form knows that.
  const clause = plain.split(/[,，。；;()（）]/).find((one) => one.includes(longest.word)) ?? plain
  if (PLANNED.test(clause) && !/[已完]/.test(clause)) {
    const planned = found.map(({ word }) => exact(`拟${word}`, choices)).find((one) => one)
    if (planned) return planned
  }
  const rival = found.some(({ choice, word }) => choice !== longest.choice && rest.includes(word))
  return rival || NOT_SO.test(rest) ? undefined : longest.choice
}

/** Letters are matched whole only: `no` is in `unknown`. */
function isHan(word: string): boolean {
  return /\p{Script=Han}/u.test(word)
}
