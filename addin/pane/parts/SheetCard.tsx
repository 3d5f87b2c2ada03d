import {
  Checkbox,
  Field,
  Link,
  MessageBar,
  MessageBarBody,
  Select,
  Spinner,
} from '@fluentui/react-components'
import { useState } from 'react'
import { describe } from '../../../shared/messages/index.ts'
import { periodOfDate, previousPeriod } from '../../../shared/periods/periods.ts'
import { type Batch, tablesInFront, unitOf } from '../model/batch.ts'
import { indexInFront } from '../model/choices.ts'
import { DraftOffer } from './Drafting.tsx'
import { focused } from './kept-focus.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { dayInWords, periodInWords } from './words.ts'

/** Weeks offered besides the one the sheet names. */
const WEEKS_BACK = 8

/** First of all: is this our sheet, whose, and of which week. */
export function SheetCard() {
  const { state, batch, say } = useView()
  const styles = useStyles()
  if (batch) return <Ours batch={batch} />
  if (state.reading) {
    return (
      <section className={styles.card}>
        <Spinner size="tiny" label={say('reading')} labelPosition="after" />
      </section>
    )
  }
  return <NotOurs />
}

function NotOurs() {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const reports = (state.active !== null && state.looks[state.active]?.reports) || []
  const findings = reports.flatMap((report) => report.findings)
  const almost = findings.find(({ params }) => params.form !== undefined)?.params.form
  const form = pane.forms.find(({ id }) => id === almost)
  return (
    <section className={styles.card} data-testid="pane-not-ours" aria-live="polite">
      <h2 className={styles.formTitle}>
        {form ? say('almostOurs', { form: form.title[lang] }) : say('notOurs')}
      </h2>
      {findings.map((finding) => (
        <p key={`${finding.rule}${finding.cell}`} className={styles.paragraph}>
          {describe(finding, lang, form)}
        </p>
      ))}
      {!form && <p className={`${styles.paragraph} ${styles.quiet}`}>{say('notOursHint')}</p>}
      <DraftOffer />
    </section>
  )
}

function Ours({ batch }: { batch: Batch }) {
  const { state, say, lang } = useView()
  const styles = useStyles()
  const {
    form,
    report,
    period,
    records,
    submission: { asOf },
  } = batch
  return (
    <section className={styles.card} aria-busy={state.reading}>
      <h2 className={styles.formTitle} data-testid="pane-form" data-value={form.id}>
        {form.title[lang]}
      </h2>
      <TableChoice />
      <dl className={styles.facts}>
        <dt>{say('unit')}</dt>
        <dd data-testid="pane-unit">
          {report.unit ?? <span className={styles.quiet}>{say('unitNotNamed')}</span>}
        </dd>
        <dt>{say('period')}</dt>
        <dd>
          <PeriodChoice period={period} named={report.named} />
        </dd>
        <dt>{say('asOf')}</dt>
        <dd data-testid="pane-as-of" data-value={asOf}>
          {dayInWords(asOf, lang)}
        </dd>
        <dt>{say('records')}</dt>
        <dd data-testid="pane-records" data-value={records}>
          {say('recordsCount', { count: records, row: form.row[lang] })}
        </dd>
        <dt>{say('confidence')}</dt>
        <dd data-testid="pane-confidence">{Math.round(report.confidence * 100)}%</dd>
      </dl>
      <UnitChoice batch={batch} />
      <Alongside batch={batch} />
      <DraftOffer />
    </section>
  )
}

/** The week is the sheet's unless the person says otherwise. */
function PeriodChoice({ period, named }: { period: string; named: string | null }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  const [changing, setChanging] = useState(false)
  const weeks = new Set([period, named ?? period, periodOfDate(pane.today())])
  for (let week = periodOfDate(pane.today()), back = 0; back < WEEKS_BACK; back += 1) {
    week = previousPeriod(week)
    weeks.add(week)
  }
  if (!changing) {
    return (
      <>
        <span className={styles.whole} data-testid="pane-period" data-value={period}>
          {periodInWords(period, lang, say)}
        </span>{' '}
        <Link as="button" onClick={() => setChanging(true)} data-testid="btn-period">
          {say('change')}
        </Link>
      </>
    )
  }
  return (
    <Select
      ref={focused}
      size="small"
      value={period}
      // By the keyboard every week on the way is a choice.
      onChange={(_, { value }) => pane.choosePeriod(value)}
      onBlur={() => setChanging(false)}
      aria-label={say('period')}
      data-testid="period-choice"
    >
      {[...weeks]
        .sort()
        .reverse()
        .map((week) => (
          <option key={week} value={week}>
            {periodInWords(week, lang, say)}
          </option>
        ))}
    </Select>
  )
}

function TableChoice() {
  const { pane, state, say, lang } = useView()
  const tables = tablesInFront(state)
  if (tables.length < 2) return null
  return (
    <Field label={say('tableChoose', { count: tables.length })}>
      <Select
        size="small"
        value={String(indexInFront(state, tables))}
        onChange={(_, { value }) => pane.chooseTable(Number(value))}
        data-testid="table-choice"
      >
        {tables.map(({ form, layout }, index) => (
          <option key={`${form}${layout?.firstRow}`} value={index}>
            {`${pane.forms.find(({ id }) => id === form)?.title[lang]} ${layout?.firstRow}–${layout?.lastRow}`}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** For which unit it is sent: said when it is not the one the sheet names, asked when it could be several. */
function UnitChoice({ batch }: { batch: Batch }) {
  const { pane, state, say } = useView()
  const { me } = state
  if (!me) return null
  const chosen = unitOf(state)
  const unit = me.units.find(({ id }) => id === chosen)
  const named = batch.report.unit
  const differs = unit && named !== null && !named.includes(unit.name) && !unit.name.includes(named)
  return (
    <>
      {me.units.length > 1 && (
        <Field label={say('unitChoose')}>
          <Select
            size="small"
            value={chosen ?? ''}
            onChange={(_, { value }) => pane.chooseUnit(value)}
            data-testid="unit-choice"
          >
            {chosen === null && <option value="" />}
            {me.units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {differs && (
        <MessageBar intent="warning" layout="multiline" data-testid="unit-differs">
          <MessageBarBody>{say('unitDiffers', { named, unit: unit.name })}</MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}

/** One form split over several sheets is sent as one. */
function Alongside({ batch: { alongside, form } }: { batch: Batch }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  if (alongside.length === 0) return null
  return (
    <fieldset className={styles.fieldset} data-testid="alongside">
      <legend className={styles.quiet}>{say('alongside', { form: form.title[lang] })}</legend>
      {alongside.map(({ sheet, records, hidden, repeats, chosen }) => (
        <Checkbox
          key={sheet}
          checked={chosen}
          onChange={(_, { checked }) => pane.takeAlong(sheet, checked === true)}
          label={say(
            hidden ? 'alongsideHidden' : repeats ? 'alongsideRepeats' : 'alongsideRecords',
            { sheet, count: records },
          )}
        />
      ))}
    </fieldset>
  )
}
