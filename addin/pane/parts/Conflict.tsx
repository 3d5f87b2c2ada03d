import { Button } from '@fluentui/react-components'
import type { Form } from '../../../shared/forms/form.ts'
import type { Submission } from '../../../shared/protocol/submission.ts'
import type { Difference } from '../../client/api.ts'
import type { Outgoing, Stop } from '../../client/outbox.ts'
import { figure } from './Figures.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { timeInWords } from './words.ts'

interface Props {
  outgoing: Outgoing
  stop: Extract<Stop, { kind: 'conflict' }>
  form: Form
}

/** Somebody else has submitted meanwhile: both sides, and the person decides. */
export function Conflict({ outgoing, stop, form }: Props) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  const theirs = stop.current?.submission
  return (
    <div className={styles.stack} data-testid="conflict">
      <h2 className={styles.heading}>{say('conflictTitle')}</h2>
      <p className={styles.paragraph}>
        {theirs
          ? say('conflictText', {
              from: theirs.receivedFrom,
              time: timeInWords(theirs.receivedAt, lang),
              revision: theirs.revision,
            })
          : say('conflictUnknown')}
      </p>
      <div className={styles.row}>
        <Button
          appearance="primary"
          onClick={() => void pane.letters.sendAgain(outgoing)}
          data-testid="btn-keep-mine"
        >
          {say('keepMine')}
        </Button>
        <Button onClick={() => void pane.letters.discard(outgoing)} data-testid="btn-keep-theirs">
          {say('keepTheirs')}
        </Button>
      </div>
      {theirs?.submission.kind === 'zero' ? (
        <p className={styles.paragraph}>{say('conflictZero')}</p>
      ) : theirs?.submission.kind === 'skip' ? (
        <p className={styles.paragraph}>
          {say('conflictSkip', { reason: theirs.submission.reason ?? '' })}
        </p>
      ) : (
        <>
          {theirs && (
            <Differences mine={outgoing.submission} theirs={theirs.submission} form={form} />
          )}
          <Cells differences={stop.differences} form={form} />
        </>
      )}
    </div>
  )
}

function Differences({ mine, theirs, form }: { mine: Submission; theirs: Submission; form: Form }) {
  const { say, lang } = useView()
  const styles = useStyles()
  const rows = form.indicators
    .filter(({ id }) => (mine.tally[id] ?? null) !== (theirs.tally[id] ?? null))
    .map((indicator) => ({
      title: indicator.title[lang],
      mine: figure(mine.tally, indicator, lang),
      theirs: figure(theirs.tally, indicator, lang),
    }))
  const [own, other] = [recordsOf(mine), recordsOf(theirs)]
  if (own !== other) {
    rows.unshift({ title: say('conflictRecords'), mine: `${own}`, theirs: `${other}` })
  }
  if (rows.length === 0) return <p className={styles.paragraph}>{say('conflictSameFigures')}</p>
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          <th scope="col">{say('indicator')}</th>
          <th scope="col">{say('conflictMine')}</th>
          <th scope="col">{say('conflictTheirs')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.title}>
            <th scope="row">{row.title}</th>
            <td>{row.mine}</td>
            <td>{row.theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function recordsOf({ tables }: Submission): number {
  return tables.reduce((sum, { records }) => sum + records.length, 0)
}

/** Cells listed; who has to compare more opens the two revisions. */
const CELLS_SHOWN = 10

function Cells({ differences, form }: { differences: Difference[]; form: Form }) {
  const { say, lang } = useView()
  const styles = useStyles()
  if (differences.length === 0) return null
  return (
    <ul className={styles.list}>
      {differences.slice(0, CELLS_SHOWN).map(({ sheet, cell, field, mine, theirs }) => (
        <li key={`${sheet} ${cell} ${field}`} className={styles.sentence}>
          {say('conflictCell', {
            cell: `${sheet} ${cell ?? ''}`.trim(),
            field: form.fields.find(({ id }) => id === field)?.title[lang] ?? field,
            mine: String(mine ?? '—'),
            theirs: String(theirs ?? '—'),
          })}
        </li>
      ))}
    </ul>
  )
}
