import { Badge, Button, Link } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { useState } from 'react'
import type { Severity } from '../../../shared/forms/form.ts'
import { type Cell, parseCell } from '../../../shared/grid/grid.ts'
import { type Batch, type Located, unexplained } from '../model/batch.ts'
import type { PaneState } from '../model/state.ts'
import { FindingRow, fixInWords } from './FindingRow.tsx'
import { Fold } from './Fold.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** Of findings of one kind so many are shown at first, and so many more on demand. */
const SHOWN_AT_FIRST = 5
const SHOWN_MORE = 50

/** What is wrong and where: errors, then warnings; of many alike only some. */
export function Findings({ batch }: { batch: Batch }) {
  const { state, say } = useView()
  const styles = useStyles()
  const errors = ofSeverity(batch, 'error')
  const left = unexplained(errors)
  const warnings = ofSeverity(batch, 'warning')
  return (
    <section
      className={styles.card}
      aria-label={say('findingsTitle')}
      aria-busy={state.reading}
      data-testid="findings-card"
    >
      <h2 className={styles.heading} data-testid="findings" data-value={batch.findings.length}>
        {say('findingsTitle')}
        {left.length > 0 && (
          <Badge color="danger" appearance="tint">
            {say('errorsCount', { count: left.length })}
          </Badge>
        )}
        {left.length < errors.length && (
          <Badge color="informative" appearance="tint">
            {say('explainedCount', { count: errors.length - left.length })}
          </Badge>
        )}
        {warnings.length > 0 && (
          <Badge color="warning" appearance="tint">
            {say('warningsCount', { count: warnings.length })}
          </Badge>
        )}
      </h2>
      {batch.findings.length === 0 && (
        <p className={`${styles.paragraph} ${styles.row}`} role="status">
          <CheckmarkCircleRegular className={styles.goodIcon} aria-hidden />
          {say('findingsNone')}
        </p>
      )}
      <Tools batch={batch} />
      {batch.findings.length > 0 && <Groups findings={[...errors, ...warnings]} />}
    </section>
  )
}

function ofSeverity({ findings }: Batch, severity: Severity): Located[] {
  return findings.filter(({ finding }) => finding.severity === severity)
}

/** What can be done about all of them at once. */
function Tools({ batch }: { batch: Batch }) {
  const { pane, state, say, inExcel } = useView()
  const styles = useStyles()
  const fixable = batch.findings.filter(({ finding }) => finding.fix && finding.cell !== null)
  if (!inExcel) return null
  return (
    <>
      {fixable.length > 1 && <Preview fixable={fixable} />}
      <div className={styles.row}>
        {fixable.length > 0 && (
          <Button
            size="small"
            onClick={() => void pane.sheets.fix(fixable)}
            data-testid="btn-fix-all"
          >
            {say('fixAll', { count: fixable.length })}
          </Button>
        )}
        {state.applied.length > 0 && (
          <Button size="small" onClick={() => void pane.sheets.undo()} data-testid="btn-undo">
            {say('undo')}
          </Button>
        )}
        {batch.findings.length > 0 && (
          <Button size="small" onClick={() => void pane.sheets.mark()} data-testid="btn-mark">
            {say('mark')}
          </Button>
        )}
        <Button
          size="small"
          appearance="subtle"
          onClick={() => void pane.sheets.unmark()}
          data-testid="btn-unmark"
        >
          {say('unmark')}
        </Button>
      </div>
      {state.leftAlone > 0 && (
        <p className={`${styles.paragraph} ${styles.quiet}`} role="status" data-testid="left-alone">
          {say('leftAlone', { count: state.leftAlone })}
        </p>
      )}
    </>
  )
}

/** What the button would write: old and new, cell by cell. */
function Preview({ fixable }: { fixable: Located[] }) {
  const { state, say } = useView()
  const styles = useStyles()
  const [shown, setShown] = useState(SHOWN_MORE)
  const rest = fixable.length - shown
  return (
    <Fold title={say('fixPreview')} id="fix-preview">
      <ul className={styles.list}>
        {fixable.slice(0, shown).map((located) => {
          const { sheet, finding } = located
          const elsewhere = sheet !== state.active
          const cell = `${elsewhere ? `${sheet} ` : ''}${finding.cell}`
          const before = String(valueAt(state.looks, sheet, finding.cell) ?? '')
          const after = fixInWords(located)
          return (
            <li key={`${sheet} ${finding.cell} ${finding.rule}`}>
              {say(before === after ? 'fixLineText' : 'fixLine', { cell, before, after })}
            </li>
          )
        })}
      </ul>
      {rest > 0 && (
        <Link as="button" onClick={() => setShown(shown + SHOWN_MORE)}>
          {say('more', { count: rest })}
        </Link>
      )}
    </Fold>
  )
}

function valueAt(looks: PaneState['looks'], sheet: string, cell: string | null): Cell {
  const at = cell === null ? null : parseCell(cell)
  return (at && looks[sheet]?.grid.values[at.row]?.[at.column]) ?? null
}

function Groups({ findings }: { findings: Located[] }) {
  const styles = useStyles()
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))]
  return (
    <ul className={styles.list}>
      {rules.map((rule) => (
        <Group key={rule} members={findings.filter(({ finding }) => finding.rule === rule)} />
      ))}
    </ul>
  )
}

function Group({ members }: { members: Located[] }) {
  const { say } = useView()
  const styles = useStyles()
  const [shown, setShown] = useState(SHOWN_AT_FIRST)
  const rest = members.length - shown
  const keys = keysOf(members)
  return (
    <>
      {members.slice(0, shown).map((located, at) => (
        <FindingRow key={keys[at]} located={located} />
      ))}
      {rest > 0 && (
        <li className={styles.more}>
          <Link as="button" onClick={() => setShown(shown + SHOWN_MORE)}>
            {say('more', { count: rest })}
          </Link>
        </li>
      )}
    </>
  )
}

/** By the record, so that a reason that is being typed stays when rows are inserted above it. */
function keysOf(members: Located[]): string[] {
  const taken = new Set<string>()
  return members.map(({ sheet, finding: { cell, params }, record }) => {
    const place = record === null ? cell : `${record} ${cell?.replace(/\d+/, '')}`
    const key = `${sheet} ${place} ${params.other ?? ''}`
    const own = taken.has(key) ? `${key} ${cell}` : key
    taken.add(own)
    return own
  })
}
