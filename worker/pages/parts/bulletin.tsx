import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { bulletin } from '../../../shared/bulletin/bulletin.ts'
import type { Form } from '../../../shared/forms/form.ts'
import type { TotalsAnswer } from '../../../shared/protocol/answers.ts'
import { usePage } from '../context.tsx'

/** The sentences for the report upward, to be copied into it. */
export function Bulletin({ totals, forms }: { totals: TotalsAnswer; forms: Form[] }) {
  const { lang, t } = usePage()
  const [copied, setCopied] = useState('')
  const reported = forms.filter((form) => totals.parts.some((part) => part.form === form.id))
  const sentences = bulletin(
    {
      unitName: totals.name,
      asOf: totals.period.asOf,
      forms: reported.map((form) => ({ form, totals: totals.totals })),
      coverage: totals.coverage,
    },
    lang,
  )
  const text = sentences.join('\n')
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(text))
  return (
    <section className="card" aria-labelledby="bulletin" data-testid="bulletin">
      <div className="card-head">
        <h2 id="bulletin">{t('bulletin.title')}</h2>
        <Button
          size="small"
          className="no-print"
          icon={copied === text ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={copy}
        >
          {t(copied === text ? 'bulletin.copied' : 'bulletin.copy')}
        </Button>
      </div>
      {sentences.map((sentence) => (
        <p className="sentence" key={sentence}>
          {sentence}
        </p>
      ))}
    </section>
  )
}
