import { Badge, Link } from '@fluentui/react-components'
import { outgoingId } from '../../client/outbox.ts'
import type { MessageKey } from '../messages/index.ts'
import type { Batch } from '../model/batch.ts'
import type { Held } from '../model/state.ts'
import { Figures } from './Figures.tsx'
import { Fold } from './Fold.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { timeInWords } from './words.ts'

const states: Record<Held['state'], MessageKey> = {
  submitted: 'stateSubmitted',
  returned: 'stateReturned',
  accepted: 'stateAccepted',
}

const colors = { submitted: 'brand', returned: 'danger', accepted: 'success' } as const

/** How this report stands with the county, and the receipt for what it holds. */
export function Standing({ batch }: { batch: Batch }) {
  const { state, say } = useView()
  const styles = useStyles()
  const held = batch.known?.submission
  if (!state.me) return null
  const edge = held?.state === 'returned' ? styles.bad : held ? styles.good : ''
  return (
    <section className={`${styles.card} ${edge}`} aria-label={say('stateTitle')} aria-live="polite">
      <h2 className={styles.heading}>
        {say('stateTitle')}
        <span data-testid="state" data-value={held?.state ?? 'none'}>
          {held ? (
            <Badge appearance="filled" color={colors[held.state]}>
              {say(states[held.state])}
            </Badge>
          ) : (
            <span className={styles.plain}>{say(batch.known ? 'stateNone' : 'stateUnknown')}</span>
          )}
        </span>
        {held?.kind === 'zero' && <Badge appearance="tint">{say('stateZero')}</Badge>}
        {held?.kind === 'skip' && (
          <Badge appearance="tint" color="warning">
            {say('stateSkip')}
          </Badge>
        )}
        {held?.late && (
          <Badge appearance="tint" color="warning">
            {say('stateLate')}
          </Badge>
        )}
      </h2>
      <Deadline batch={batch} />
      {held && <Decision held={held} batch={batch} />}
      {held && <Receipt held={held} batch={batch} />}
    </section>
  )
}

/** Until when the report is due; where that is later than usual, by whom and why. */
function Deadline({ batch: { target, known } }: { batch: Batch }) {
  const { state, say, lang } = useView()
  const styles = useStyles()
  const period = target && state.deadlines[`${target.unit}/${target.period}`]
  if (!period || known?.submission?.state === 'accepted') return null
  const { due, extension } = period
  const time = timeInWords(due, lang)
  return (
    <p className={`${styles.paragraph} ${styles.quiet}`} data-testid="deadline">
      {extension
        ? say('dueExtended', { time, from: extension.by, reason: extension.reason })
        : say('due', { time })}
    </p>
  )
}

/** What the county decided: a reason and the cells it is about. */
function Decision({ held: { decision }, batch }: { held: Held; batch: Batch }) {
  const { pane, say, lang, inExcel } = useView()
  const styles = useStyles()
  if (!decision) return null
  const from = decision.decidedBy
  if (decision.state === 'accepted') {
    return (
      <p className={`${styles.paragraph} ${styles.quiet}`}>
        {say('acceptedBy', { from, time: timeInWords(decision.decidedAt, lang) })}
      </p>
    )
  }
  return (
    <>
      <p className={styles.paragraph} data-testid="return-reason">
        {say('returnedBecause', { from, reason: decision.reason })}
      </p>
      {decision.cells.length > 0 && (
        <p className={`${styles.paragraph} ${styles.row}`}>
          {say('returnedCells')}
          {decision.cells.map((place) => {
            const { sheet, cell } = placeOf(place, batch.report.sheet)
            return inExcel ? (
              <Link as="button" key={place} onClick={() => void pane.sheets.goTo(sheet, cell)}>
                {place}
              </Link>
            ) : (
              <span key={place}>{place}</span>
            )
          })}
        </p>
      )}
    </>
  )
}

/** `F12` or `Sheet1!F12`. */
function placeOf(place: string, front: string): { sheet: string; cell: string } {
  const mark = place.lastIndexOf('!')
  if (mark < 0) return { sheet: front, cell: place }
  return { sheet: place.slice(0, mark).replace(/^'|'$/g, ''), cell: place.slice(mark + 1) }
}

/** Whether the county counted what the sheet amounts to now. */
export function agrees({ tally }: Held, { form, submission }: Batch): boolean {
  return form.indicators.every(({ id }) => (tally[id] ?? null) === (submission.tally[id] ?? null))
}

function Receipt({ held, batch }: { held: Held; batch: Batch }) {
  const { state, say, lang } = useView()
  const styles = useStyles()
  const isNew = batch.target !== null && state.acknowledged.includes(outgoingId(batch.target))
  return (
    <Fold
      open={isNew}
      id="receipt"
      title={
        isNew
          ? say('receiptTitle')
          : say('stateRevision', {
              revision: held.revision,
              time: timeInWords(held.receivedAt, lang),
              from: held.receivedFrom,
            })
      }
    >
      <dl className={styles.facts}>
        <dt>{say('receiptRevision')}</dt>
        <dd data-testid="receipt-revision" data-value={held.revision}>
          {held.revision}
        </dd>
        <dt>{say('receiptTime')}</dt>
        <dd>{timeInWords(held.receivedAt, lang)}</dd>
        <dt>{say('receiptHash')}</dt>
        <dd data-testid="receipt-hash" data-value={held.hash}>
          {held.hash.slice(0, 8)}
        </dd>
      </dl>
      <Fold title={say(agrees(held, batch) ? 'receiptAgrees' : 'receiptDiffers')}>
        <Figures form={batch.form} tally={held.tally} id="receipt" />
      </Fold>
    </Fold>
  )
}
