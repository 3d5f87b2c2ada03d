import { plainText, sentences } from '../../../shared/bulletin/bulletin.ts'
import { bulletinOf } from '../../../shared/bulletin/of-totals.ts'
import type { Form } from '../../../shared/forms/form.ts'
import type { Completeness, TotalsAnswer } from '../../../shared/protocol/answers.ts'
import { usePage, useRoute } from '../context.tsx'
import { formatRoute } from '../route.ts'
import { CopyButton } from './copy-button.tsx'

interface BulletinProps {
  totals: TotalsAnswer
  /** null until it has been read. */
  completeness: Completeness | null
  forms: Form[]
}

/** The sentences for the report upward, to be copied into it; each figure opens what it is made of. */
export function Bulletin({ totals, completeness, forms }: BulletinProps) {
  const { lang, t } = usePage()
  const [route] = useRoute()
  const said = sentences(bulletinOf(totals, forms, completeness?.entries ?? []), lang)
  const text = said.map(plainText).join('\n')
  const address = (figure: string) =>
    formatRoute({ ...route, unit: totals.unit, period: totals.period.id, figure })
  return (
    <section className="card" aria-labelledby="bulletin" data-testid="bulletin">
      <div className="card-head">
        <h2 id="bulletin">{t('bulletin.title')}</h2>
        <CopyButton text={text} />
      </div>
      {said.map((sentence) => (
        <p className="sentence" key={plainText(sentence)}>
          {sentence.parts.map((part, at) =>
            'indicator' in part ? (
              <a key={part.indicator} className="spoken" href={address(part.indicator)}>
                {part.text}
              </a>
            ) : (
              <span key={`${String(at)} ${part.text}`}>{part.text}</span>
            ),
          )}
        </p>
      ))}
    </section>
  )
}
