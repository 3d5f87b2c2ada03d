import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { StoredSubmission } from '../../../shared/protocol/submission.ts'
import { momentTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute } from '../route.ts'
import { StateBadge } from './state-badge.tsx'

/** Revisions shown before the reader asks for the older ones. */
const AT_ONCE = 5

interface HistoryProps {
  unit: string
  form: string
  period: string
  newest: StoredSubmission
  shown: number
}

/** Every revision that was sent, the newest first; nothing is ever overwritten. */
export function History({ unit, form, period, newest, shown }: HistoryProps) {
  const { t } = usePage()
  const [all, setAll] = useState(false)
  const revisions = Array.from({ length: newest.revision }, (_, at) => newest.revision - at)
  const listed = all ? revisions : revisions.slice(0, AT_ONCE)
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">{t('history.title')}</h2>
      <ol className="history">
        {listed.map((revision) => (
          <Revision
            key={revision}
            unit={unit}
            form={form}
            period={period}
            revision={revision}
            newest={newest}
            shown={shown === revision}
          />
        ))}
      </ol>
      {listed.length < revisions.length ? (
        <Button size="small" onClick={() => setAll(true)}>
          {t('history.more', { n: revisions.length - listed.length })}
        </Button>
      ) : null}
    </section>
  )
}

interface RevisionProps {
  unit: string
  form: string
  period: string
  revision: number
  newest: StoredSubmission
  shown: boolean
}

function Revision({ unit, form, period, revision, newest, shown }: RevisionProps) {
  const { lang, t } = usePage()
  const [route] = useRoute()
  const isNewest = revision === newest.revision
  const earlier = useAnswer<StoredSubmission>(
    isNewest ? null : at.submission(unit, form, period, revision),
  )
  const stored = isNewest ? newest : earlier.data
  const address = formatRoute({
    ...route,
    submission: { unit, form, revision: isNewest ? null : revision },
  })
  return (
    <li aria-current={shown ? 'true' : undefined}>
      <a href={address}>{t('units.revision', { n: revision })}</a>
      {stored ? (
        <>
          <span className="detail">
            {momentTitle(stored.receivedAt, lang, period)} · {stored.receivedFrom}
          </span>
          <StateBadge state={stored.state} kind={stored.submission.kind} late={stored.late} />
          {stored.decision?.reason ? (
            <span className="detail">{stored.decision.reason}</span>
          ) : null}
        </>
      ) : null}
    </li>
  )
}
