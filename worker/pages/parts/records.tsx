import { Button, Switch, useArrowNavigationGroup } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import type { Field, Form, Indicator } from '../../../shared/forms/form.ts'
import { columnIndex } from '../../../shared/grid/grid.ts'
import { describe } from '../../../shared/messages/index.ts'
import type { StoredSubmission, SubmittedTable } from '../../../shared/protocol/submission.ts'
import { usePage } from '../context.tsx'
import { countsIn, valueText } from '../values.ts'

interface RecordsProps {
  table: SubmittedTable
  stored: StoredSubmission
  form: Form
  /** The figure the reader came from; its rows are marked. */
  figure: Indicator | null
  chosen: string[]
  /** Picks a cell for a return; null where the reader cannot return. */
  onCell: ((cell: string) => void) | null
}

/** Rows drawn before the reader asks for the rest: thousands of cells take a browser seconds. */
const AT_ONCE = 200
const NUMBERS = new Set(['count', 'number', 'amount', 'percent'])

/** The records of one table under the sheet's own column letters and row numbers. */
export function Records({ table, stored, form, figure, chosen, onCell }: RecordsProps) {
  const { lang, t } = usePage()
  const [at, setAt] = useState<{ cell: string; text: string } | null>(null)
  const [onlyCounted, setOnlyCounted] = useState(false)
  const arrows = useArrowNavigationGroup({ axis: 'grid', memorizeCurrent: true })
  const columns = useMemo(() => columnsOf(table, form), [table, form])
  const { asOf, file } = stored.submission
  const counted = useMemo(
    () => (figure ? table.records.filter((one) => countsIn(one, figure, form, asOf)) : []),
    [table, figure, form, asOf],
  )
  const [all, setAll] = useState(false)
  const rows = figure && onlyCounted ? counted : table.records
  const shown = all ? rows : rows.slice(0, AT_ONCE)
  const findings = new Map(
    stored.findings
      .filter((one) => one.params.sheet === undefined || one.params.sheet === table.sheet)
      .flatMap((one) => (one.cell ? [[one.cell, describe(one, lang, form)]] : [])),
  )
  const heading = `sheet-${table.sheet}-${table.layout.firstRow}`

  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>
        {file} <span className="light">› {table.sheet}</span>
      </h2>
      {figure ? (
        <div className="counted">
          <span>{t('records.counted', { figure: figure.title[lang], n: counted.length })}</span>
          <Switch
            className="no-print"
            checked={onlyCounted}
            label={t('records.only-counted')}
            onChange={(_, data) => setOnlyCounted(data.checked)}
          />
        </div>
      ) : null}
      <p className="where" aria-live="polite" data-testid="cell">
        {at ? (
          <>
            <strong>{at.cell}</strong>
            {at.text === '' ? t('records.blank') : at.text}
          </>
        ) : (
          t(onCell ? 'records.hint.pick' : 'records.hint')
        )}
      </p>
      <div className="scroll sheet">
        <table className="grid" {...arrows}>
          <thead>
            <tr>
              <th scope="col">{t('records.row')}</th>
              {columns.map(({ letter, field }) => (
                <th key={letter} scope="col" className={NUMBERS.has(field.type) ? 'number' : ''}>
                  <span className="letter">{letter}</span>
                  {field.title[lang]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((record) => (
              <tr key={record.row} className={counted.includes(record) ? 'counts' : ''}>
                <th scope="row">{record.row}</th>
                {columns.map(({ letter, field }) => {
                  const cell = `${letter}${record.row}`
                  const text = valueText(record.values[field.id] ?? null, field, lang)
                  const finding = findings.get(cell)
                  const look = [
                    NUMBERS.has(field.type) ? 'number' : '',
                    finding ? 'found' : '',
                    chosen.includes(cell) ? 'chosen' : '',
                  ]
                  const show = () => setAt({ cell, text: finding ?? text })
                  return (
                    <td key={letter} className={look.join(' ').trim()}>
                      <button
                        type="button"
                        data-cell={cell}
                        title={cell}
                        aria-label={`${cell} ${text}`}
                        aria-pressed={onCell ? chosen.includes(cell) : undefined}
                        onFocus={show}
                        onMouseEnter={show}
                        onClick={() => onCell?.(cell)}
                      >
                        {text}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length ? (
        <Button className="no-print" onClick={() => setAll(true)}>
          {t('records.more', { n: rows.length - shown.length })}
        </Button>
      ) : null}
    </section>
  )
}

/** The columns that were sent, in the order of the sheet. */
function columnsOf(table: SubmittedTable, form: Form): { letter: string; field: Field }[] {
  return Object.entries(table.layout.columns)
    .flatMap(([letter, id]) => {
      const field = form.fields.find((one) => one.id === id)
      return field && !field.personal ? [{ letter, field }] : []
    })
    .sort((a, b) => columnIndex(a.letter) - columnIndex(b.letter))
}
