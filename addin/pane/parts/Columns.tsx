import { Button, Field, Select } from '@fluentui/react-components'
import { useState } from 'react'
import { type ColumnQuestion, isRemembered, questionsAbout } from '../model/columns.ts'
import { Fold } from './Fold.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** Not chosen yet; a field id is never empty. */
const OPEN = ''
const NONE = '-'

/** Columns that are asked about rather than guessed at. */
export function Columns() {
  const { pane, state, say } = useView()
  const styles = useStyles()
  const look = state.active === null ? undefined : state.looks[state.active]
  if (!look) return null
  const questions = questionsAbout(look.reports, state.columns, pane.forms)
  const remembered = questions.filter(({ answer }) => answer && isRemembered(answer))
  const pressing = questions.filter((question) => question.pressing)
  const others = questions.filter((one) => !pressing.includes(one) && !remembered.includes(one))
  if (questions.length === 0) return null
  return (
    <section className={`${styles.card} ${pressing.length > 0 ? styles.attention : ''}`}>
      {pressing.length > 0 && (
        <>
          <h2 className={styles.heading}>{say('columnsTitle')}</h2>
          <Questions questions={pressing} />
        </>
      )}
      {remembered.length > 0 && (
        <>
          <h2 className={styles.heading}>{say('columnsRemembered')}</h2>
          <div className={styles.stack} data-testid="remembered">
            {remembered.map((question) => (
              <Remembered key={question.cell} question={question} />
            ))}
          </div>
        </>
      )}
      {others.length > 0 && (
        <Fold title={say('columnsOther', { count: others.length })}>
          <Questions questions={others} />
        </Fold>
      )}
    </section>
  )
}

function Questions({ questions }: { questions: ColumnQuestion[] }) {
  const styles = useStyles()
  return (
    <div className={styles.stack}>
      {questions.map((question) => (
        <Question key={`${question.cell}${question.label}`} question={question} />
      ))}
    </div>
  )
}

/** What was said of the column in another workbook holds here too, unless the person says otherwise. */
function Remembered({ question }: { question: ColumnQuestion }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  const { column, cell, label, form, guess } = question
  const { fields = [] } = pane.forms.find(({ id }) => id === form) ?? {}
  const field = fields.find(({ id }) => id === guess)?.title[lang]
  const said = say('column', { column, label: label.replace(/\s+/g, ' ') })
  return (
    <div className={styles.spread}>
      <span className={styles.sentence}>
        {field === undefined
          ? say('columnRememberedNone', { column: said })
          : say('columnRemembered', { column: said, field })}
      </span>
      <Button
        size="small"
        onClick={() => void pane.columns.forget(question)}
        data-testid={`forget-${cell}`}
      >
        {say('columnForget')}
      </Button>
    </div>
  )
}

function Question({ question }: { question: ColumnQuestion }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  const { column, cell, label, guess, answer } = question
  const [choice, setChoice] = useState(answer && guess === null ? NONE : (guess ?? OPEN))
  const fields = pane.forms.find(({ id }) => id === question.form)?.fields ?? []
  return (
    <div className={styles.question} data-testid={`column-${cell}`}>
      <Field
        className={styles.grow}
        label={say('column', { column, label: label.replace(/\s+/g, ' ') })}
      >
        <Select size="small" value={choice} onChange={(_, { value }) => setChoice(value)}>
          {choice === OPEN && <option value={OPEN}>{say('columnChoose')}</option>}
          {fields.map(({ id, title }) => (
            <option key={id} value={id}>
              {title[lang]}
            </option>
          ))}
          <option value={NONE}>{say('columnNone')}</option>
        </Select>
      </Field>
      <Button
        size="small"
        disabled={choice === OPEN}
        onClick={() => void pane.columns.answer(question, choice === NONE ? null : choice)}
      >
        {say('columnConfirm')}
      </Button>
    </div>
  )
}
