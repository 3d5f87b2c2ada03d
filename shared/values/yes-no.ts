/** Plain answers to a yes/no question, normalised and in lower case. */
export const YES: ReadonlySet<string> = new Set(
  '是 是的 对 有 √ √√ ✓ ✔ ☑ ✅ ☒是 ■ ● v y yes true t 1 达标 合格 通过 符合 已 完成 到位 正常'.split(
    ' ',
  ),
)

export const NO: ReadonlySet<string> = new Set(
  '否 不 不是 非 无 没 没有 错 × ✗ ✘ ✕ ✖ ❌ x n no false f 0 未 不达标 不合格 不通过 不符合'.split(
    ' ',
  ),
)
