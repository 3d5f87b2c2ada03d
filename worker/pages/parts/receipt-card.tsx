import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type {
  MergedTotals,
  StoredSubmission,
  Submission,
} from '../../../shared/protocol/submission.ts'
import { dayTitle, momentTitle } from '../../reading/when.ts'
import { usePage } from '../context.tsx'
import { StateBadge } from './state-badge.tsx'

/** What was received, when, from whom, and what was decided about it. */
export function ReceiptCard({ stored }: { stored: StoredSubmission }) {
  const { lang, t } = usePage()
  const { decision, submission } = stored
  const facts: [string, string][] = [
    [t('receipt.revision'), t('units.revision', { n: stored.revision })],
    [t('receipt.received'), momentTitle(stored.receivedAt, lang, stored.period)],
    [t('receipt.from'), stored.receivedFrom],
    [t('receipt.as-of'), dayTitle(submission.asOf, lang)],
    ...(submission.merged ? partsFacts(submission.merged) : sheetFacts(submission)),
  ]
  function sheetFacts({ file, tables }: Submission): [string, string][] {
    const records = tables.reduce((n, one) => n + one.records.length, 0)
    return [
      [t('receipt.file'), file],
      [t('receipt.records'), String(records)],
    ]
  }
  function partsFacts({ coverage: { submitted, expected } }: MergedTotals): [string, string][] {
    return [[t('receipt.parts'), `${submitted}/${expected}`]]
  }
  return (
    <section className="card receipt" aria-label={t('receipt.label')}>
      <StateBadge state={stored.state} kind={submission.kind} late={stored.late} />
      <dl className="facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div className="wide">
          <dt>{t('receipt.hash')}</dt>
          <dd>
            <code data-testid="hash">{stored.hash}</code>
          </dd>
        </div>
      </dl>
      {decision ? (
        <MessageBar
          intent={decision.state === 'returned' ? 'warning' : 'success'}
          layout="multiline"
        >
          <MessageBarBody>
            <MessageBarTitle>
              {t(`decision.${decision.state}`, {
                who: decision.decidedBy,
                time: momentTitle(decision.decidedAt, lang, stored.period),
              })}
            </MessageBarTitle>
            {decision.reason}
            {decision.cells.length > 0 ? (
              <> {t('decision.cells', { cells: decision.cells.join(t('list.separator')) })}</>
            ) : null}
          </MessageBarBody>
        </MessageBar>
      ) : null}
    </section>
  )
}
