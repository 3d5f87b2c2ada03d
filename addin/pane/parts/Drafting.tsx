import {
  Button,
  Checkbox,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Select,
} from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import type { NoDraft } from '../../../shared/forms/draft/draft.ts'
import type { FigureChoice } from '../../../shared/forms/draft/edited.ts'
import type { FieldType, Field as FormField, Text } from '../../../shared/forms/form.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import type { MessageKey } from '../messages/index.ts'
import { definableIn } from '../model/drafting.ts'
import type { Drafting as Draft, Fault } from '../model/state.ts'
import { Figures } from './Figures.tsx'
import { Fold } from './Fold.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

const types: Record<FieldType, MessageKey> = {
  text: 'typeText',
  code: 'typeCode',
  count: 'typeCount',
  number: 'typeNumber',
  amount: 'typeAmount',
  percent: 'typePercent',
  date: 'typeDate',
  flag: 'typeFlag',
  choice: 'typeChoice',
}

const reasons: Record<NoDraft['why'] | 'unreachable', MessageKey> = {
  'no-table': 'draftNoTable',
  'no-records': 'draftNoRecords',
  'unclear-columns': 'draftUnclear',
  unreachable: 'draftNotLoaded',
}

/** For an administrator: the sheet in front as a form, or its form in the next version. */
export function DraftOffer() {
  const { pane, state, say } = useView()
  const styles = useStyles()
  const definable = definableIn(state)
  if (!definable) return null
  return (
    <>
      <Button
        size="small"
        className={styles.start}
        onClick={() => void pane.definitions.open()}
        data-testid="btn-draft"
      >
        {say(definable.kind === 'new' ? 'draftNew' : 'draftChange')}
      </Button>
      {state.noDraft?.sheet === state.active && (
        <MessageBar intent="warning" layout="multiline" data-testid="no-draft">
          <MessageBarBody>{say(reasons[state.noDraft.why])}</MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}

/** The draft of a form to look over: what it is called, its columns, its figures, how the sheet reads. */
export function Drafting({ draft }: { draft: Draft }) {
  const { pane, say } = useView()
  const styles = useStyles()
  const { original, saving, faults, refusal } = draft
  return (
    <>
      <Naming draft={draft} />
      <section className={styles.card}>
        <h2 className={styles.heading}>
          {say('draftColumns', { count: draft.form.fields.length })}
        </h2>
        <div className={styles.stack}>
          {original.fields.map((field) => (
            <Column key={field.id} draft={draft} field={field} />
          ))}
        </div>
      </section>
      <FigureChoices figures={draft.figures} />
      <Outcome draft={draft} />
      <section className={styles.card}>
        {refusal !== null && (
          <MessageBar intent="error" layout="multiline" data-testid="draft-refusal">
            <MessageBarBody>
              {refusal === 'unreachable' ? say('draftUnreachable') : refusal}
            </MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.row}>
          <Button
            appearance="primary"
            disabled={saving || faults.length > 0}
            onClick={() => void pane.definitions.save()}
            data-testid="btn-draft-save"
          >
            {say(saving ? 'draftSaving' : 'draftSave')}
          </Button>
          <Button disabled={saving} onClick={() => pane.definitions.cancel()}>
            {say('cancel')}
          </Button>
        </div>
      </section>
    </>
  )
}

function Naming({ draft: { form, isNew, faults, unit } }: { draft: Draft }) {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const [subjects, setSubjects] = useState(form.subjects.join('、'))
  const units = state.me?.units ?? []
  const name = units.find(({ id }) => id === unit)?.name ?? unit
  return (
    <section className={styles.card} aria-label={say('draftTitle')}>
      <h2 className={styles.formTitle} data-testid="draft" data-value={form.id}>
        {isNew ? say('draftTitle') : say('draftTitleChange', { version: form.version })}
      </h2>
      <p className={`${styles.paragraph} ${styles.quiet}`}>{say('draftScope', { unit: name })}</p>
      {isNew && state.me?.unit === null && (
        <Entry label={say('draftUnit')}>
          <Select
            value={unit}
            onChange={(_, { value }) => pane.definitions.chooseUnit(value)}
            data-testid="draft-unit"
          >
            {units.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Entry>
      )}
      <Entry label={say('draftName')} fault={faultAt(faults, '/title')}>
        <Input
          value={form.title[lang]}
          onChange={(_, { value }) =>
            pane.definitions.edit({ title: worded(form.title, lang, value) })
          }
          data-testid="draft-name"
        />
      </Entry>
      {isNew && (
        <Entry label={say('draftId')} hint={say('draftIdHint')} fault={faultAt(faults, '/id')}>
          <Input
            value={form.id}
            onChange={(_, { value }) => pane.definitions.edit({ id: value.trim() })}
            spellCheck={false}
            data-testid="draft-id"
          />
        </Entry>
      )}
      <Entry
        label={say('draftSubjects')}
        hint={say('draftSubjectsHint')}
        fault={faultAt(faults, '/subjects')}
      >
        <Input
          value={subjects}
          onChange={(_, { value }) => {
            setSubjects(value)
            pane.definitions.edit({ subjects: value.split(/[\s、,，;；]+/).filter(Boolean) })
          }}
          data-testid="draft-subjects"
        />
      </Entry>
    </section>
  )
}

/** A column: what it is in one line, and unfolded, to be changed. */
function Column({ draft, field }: { draft: Draft; field: FormField }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  const { form, faults, edits } = draft
  const at = form.fields.findIndex(({ id }) => id === field.id)
  const now = form.fields[at]
  const edit = pane.definitions.editField
  const { title, type, unit, required, personal } = now ?? field
  const marks = now
    ? [say(types[type]), required && say('draftRequired'), personal && say('draftPersonalShort')]
    : [say('draftLeftOut')]
  const fault = now ? faultAt(faults, `/fields/${at}`) : null
  return (
    <Fold
      title={[title[lang], ...marks.filter(Boolean)].join(' · ')}
      id={`draft-${field.id}`}
      open={fault !== null}
    >
      <div className={styles.entry}>
        {now && (
          <>
            <Entry label={say('draftColumnTitle')} fault={fault}>
              <Input
                value={title[lang]}
                onChange={(_, { value }) => edit(field.id, { title: worded(title, lang, value) })}
                data-testid={`draft-${field.id}-title`}
              />
            </Entry>
            <Entry label={say('draftType')}>
              <Select
                value={type}
                onChange={(_, { value }) => edit(field.id, { type: value as FieldType })}
                data-testid={`draft-${field.id}-type`}
              >
                {(Object.keys(types) as FieldType[])
                  // What may be chosen is known only of a column that was one of choices.
                  .filter((one) => one !== 'choice' || field.type === 'choice')
                  .map((one) => (
                    <option key={one} value={one}>
                      {say(types[one])}
                    </option>
                  ))}
              </Select>
            </Entry>
            {(type === 'count' || type === 'number') && (
              <Entry label={say('draftUnitOfMeasure')}>
                <Input
                  value={edits.fields[field.id]?.unit ?? unit?.zh ?? ''}
                  onChange={(_, { value }) => edit(field.id, { unit: value })}
                  data-testid={`draft-${field.id}-unit`}
                />
              </Entry>
            )}
            <Checkbox
              label={say('draftRequired')}
              checked={required === true}
              onChange={(_, { checked }) => edit(field.id, { required: checked === true })}
              data-testid={`draft-${field.id}-required`}
            />
            <Checkbox
              label={say('draftPersonal')}
              checked={personal === true}
              onChange={(_, { checked }) => edit(field.id, { personal: checked === true })}
              data-testid={`draft-${field.id}-personal`}
            />
          </>
        )}
        <Checkbox
          label={say('draftOut')}
          checked={!now}
          onChange={(_, { checked }) => edit(field.id, { out: checked === true })}
          data-testid={`draft-${field.id}-out`}
        />
      </div>
    </Fold>
  )
}

/** Which figures go into the totals; of each whether weeks add up or the latest holds. */
function FigureChoices({ figures }: { figures: FigureChoice[] }) {
  const { pane, say, lang } = useView()
  const styles = useStyles()
  if (figures.length === 0) return null
  return (
    <section className={styles.card} aria-label={say('draftFigures')}>
      <h2 className={styles.heading}>{say('draftFigures')}</h2>
      <div>
        {figures.map(({ name, indicator: { title, overTime, overUnits }, on, fixed }) => (
          <div key={name} className={styles.spread}>
            <Checkbox
              label={title[lang]}
              checked={on}
              disabled={fixed}
              onChange={(_, { checked }) =>
                pane.definitions.editFigure(name, { on: checked === true })
              }
              data-testid={`draft-figure-${name}`}
            />
            {on && overUnits === 'sum' && (
              <Checkbox
                label={say('draftSum')}
                checked={overTime === 'sum'}
                onChange={(_, { checked }) =>
                  pane.definitions.editFigure(name, { overTime: checked === true ? 'sum' : 'last' })
                }
                data-testid={`draft-sum-${name}`}
              />
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

/** How the sheet reads by the form as it is edited. */
function Outcome({ draft: { form, report, faults } }: { draft: Draft }) {
  const { state, say, lang } = useView()
  const styles = useStyles()
  const elsewhere = faults.filter(
    ({ pointer }) => !/^\/(?:title|id|subjects|fields\/\d+)(?:\/|$)/.test(pointer),
  )
  const count = (severity: string) =>
    report?.findings.filter((finding) => finding.severity === severity).length ?? 0
  return (
    <section className={styles.card} aria-label={say('draftReads')} aria-live="polite">
      <h2 className={styles.heading}>{say('draftReads')}</h2>
      {faults.length > 0 && <p className={styles.paragraph}>{say('draftFaulty')}</p>}
      {elsewhere.map(({ pointer, detail }) => (
        <p key={pointer + detail} className={styles.paragraph} data-testid="draft-fault">
          {pointer.slice(1)} {detail}
        </p>
      ))}
      {faults.length === 0 && !report && !state.reading && (
        <p className={styles.paragraph} data-testid="draft-unread">
          {say('draftReadsNothing')}
        </p>
      )}
      {report && (
        <>
          <dl className={styles.facts}>
            <dt>{say('records')}</dt>
            <dd data-testid="draft-records" data-value={report.records}>
              {say('recordsCount', { count: report.records, row: form.row[lang] })}
            </dd>
            <dt>{say('draftFindings')}</dt>
            <dd data-testid="draft-findings" data-value={report.findings.length}>
              {say('errorsCount', { count: count('error') })}
              {lang === 'zh' ? '，' : ', '}
              {say('warningsCount', { count: count('warning') })}
            </dd>
          </dl>
          <Figures form={form} tally={report.tally} id="draft-tally" />
        </>
      )}
      {form.rules.length > 0 && (
        <Fold title={say('draftRules', { count: form.rules.length })}>
          {form.rules.map(({ id, title }) => (
            <p key={id} className={styles.paragraph}>
              {title[lang]}
            </p>
          ))}
        </Fold>
      )}
    </section>
  )
}

function Entry(props: {
  label: string
  hint?: string
  fault?: string | null
  children: ReactElement
}) {
  const { label, hint, fault = null, children } = props
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault}
    >
      {children}
    </Field>
  )
}

/** What is wrong at a place of the form or further in. */
function faultAt(faults: Fault[], place: string): string | null {
  return (
    faults.find(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`))?.detail ??
    null
  )
}

/** A wording changed in one language; one that was never translated stays the same in both. */
function worded(text: Text, lang: Lang, value: string): Text {
  const same = text.zh === text.en
  return same ? { zh: value, en: value } : { ...text, [lang]: value }
}
