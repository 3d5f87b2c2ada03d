import { fill } from '../../shared/messages/fill.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { RefusedExplanation } from '../../shared/protocol/explained.ts'

const words: Record<Lang, Record<'refused' | 'expired', string>> = {
  zh: {
    refused: '“{by}”没有接受 {place} 的说明“{reason}”：{why}。请改正，或另写说明。',
    expired: '{place} 的说明“{reason}”，“{by}”只认可到 {until}。请改正，或另写说明。',
  },
  en: {
    refused:
      '“{by}” did not accept the reason “{reason}” for {place}: {why}. Correct it, or give another reason.',
    expired:
      '“{by}” accepted the reason “{reason}” for {place} until {until} only. Correct it, or give another reason.',
  },
}

/** Which cell, and what the unit above says of its reason. */
export function refusalInWords(
  { explanation: { sheet, cell, reason }, decision }: RefusedExplanation,
  lang: Lang,
): string {
  const { state, until, why, decidedBy: by } = decision
  return fill(words[lang][state === 'refused' ? 'refused' : 'expired'], {
    by,
    place: cell ?? sheet,
    reason,
    why: why.replace(/[。.]$/, ''),
    until: until ?? '',
  })
}
