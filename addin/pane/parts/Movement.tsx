import { Link } from '@fluentui/react-components'
import { movement } from '../../../shared/check/movement.ts'
import { rollUp } from '../../../shared/read/roll-up.ts'
import type { FormRecord } from '../../../shared/read/table.ts'
import type { MessageKey } from '../messages/index.ts'
import type { Batch } from '../model/batch.ts'
import { pastOf } from '../model/past.ts'
import { Fold } from './Fold.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { periodInWords } from './words.ts'

const KINDS = ['added', 'resumed', 'stopped', 'vanished'] as const

const titles: Record<(typeof KINDS)[number], MessageKey> = {
  added: 'movementAdded',
  resumed: 'movementResumed',
  stopped: 'movementStopped',
  vanished: 'movementVanished',
}

/** So many names are shown of each kind. */
const SHOWN = 50

/** What came, went, resumed and stopped since the unit's last report, by name. */
export function Movement({ batch }: { batch: Batch }) {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const { form, report, reports } = batch
  const past = pastOf(state, report.sheet, pane.today())
  if (!past || past.period === null) return null
  const tables = reports.flatMap(({ table }) => (table ? [rollUp(table, form)] : []))
  const places = new Map(tables.flatMap((table) => table.records.map((one) => [one, table])))
  const before = past.previous.flatMap((table) => rollUp(table, form).records)
  const moved = movement(form, before, [...places.keys()])
  if (!moved) return null
  const { naming } = moved
  const shown = KINDS.filter((kind) => moved[kind].length > 0)

  const placeOf = (record: FormRecord) => {
    const table = places.get(record)
    const column = Object.entries(table?.layout.columns ?? {}).find(([, id]) => id === naming)?.[0]
    return table && column ? { sheet: table.sheet, cell: `${column}${record.row}` } : null
  }
  return (
    <section className={styles.card} data-testid="movement">
      <h2 className={styles.heading}>
        {say(past.source === 'county' ? 'movementTitle' : 'movementSheet', {
          period: periodInWords(past.period, lang, say),
        })}
      </h2>
      {shown.length === 0 && <p className={styles.paragraph}>{say('movementNone')}</p>}
      {shown.map((kind) => (
        <Fold
          key={kind}
          title={say(titles[kind], { count: moved[kind].length })}
          id={`movement-${kind}`}
        >
          <div className={styles.row}>
            {moved[kind].slice(0, SHOWN).map((record) => (
              <Named
                key={`${placeOf(record)?.sheet} ${record.row}`}
                name={String(record.values[naming] ?? '')}
                place={placeOf(record)}
              />
            ))}
            {moved[kind].length > SHOWN && <span className={styles.quiet}>…</span>}
          </div>
        </Fold>
      ))}
    </section>
  )
}

/** A name that leads to its cell, where it has one. */
function Named({ name, place }: { name: string; place: { sheet: string; cell: string } | null }) {
  const { pane, say, inExcel } = useView()
  if (!place || !inExcel) return <span>{name}</span>
  const { sheet, cell } = place
  return (
    <Link
      as="button"
      title={say('goTo', { sheet, cell })}
      onClick={() => void pane.sheets.goTo(sheet, cell)}
    >
      {name || cell}
    </Link>
  )
}
