import type { Lang } from '../../shared/messages/index.ts'
import type { Role } from '../../shared/protocol/answers.ts'

const roles: Record<Role, Record<Lang, string>> = {
  reporter: { zh: '填报员', en: 'reporter' },
  aggregator: { zh: '汇总员', en: 'aggregator' },
  reader: { zh: '阅读者', en: 'reader' },
  administrator: { zh: '管理员', en: 'administrator' },
}

export function roleName(role: Role, lang: Lang): string {
  return roles[role][lang]
}

/** Who defined a form that every deployment has. */
export function builtInName(lang: Lang): string {
  return { zh: '系统内置', en: 'built in' }[lang]
}

/** How a token of the whole deployment signs. */
export function deploymentName(lang: Lang): string {
  return { zh: '系统管理员', en: 'System administrator' }[lang]
}
