import { Button, Dropdown, Input, Field as Labelled, Option } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowLeftRegular, SaveRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type { ListLine } from '../../../shared/lists/draw-list.ts'
import type { ListDefinition } from '../../../shared/lists/list.ts'
import type { ListAnswer, Unit } from '../../../shared/protocol/answers.ts'
import { dayTitle, periodTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute, home } from '../route.ts'
import { saveAs } from '../save-as.ts'
import { valueText } from '../values.ts'
import { BlockSkeleton, Empty, ErrorNotice, PageError } from './notices.tsx'

interface ListViewProps {
  unit: Unit
  period: string
  /** The list asked for; another one is shown where there is none of this id. */
  chosen: string
  /** The forms in force for the unit. */
  catalogue: Form[]
}

/** Lines drawn before the reader asks for the rest. */
const AT_ONCE = 200

/** Which records there are, by name: a list over the unit and all below it. */
export function ListView({ unit, period, chosen, catalogue }: ListViewProps) {
  const { lang, t } = usePage()
  const [route, go] = useRoute()
  const [day, setDay] = useState<string | null>(null)
  const known = useAnswer<{ lists: ListDefinition[] }>(at.lists(unit.id))
  const lists = known.data?.lists ?? []
  const list = lists.find(({ id }) => id === chosen) ?? lists[0] ?? null
  const drawn = useAnswer<ListAnswer>(
    list && at.list(unit.id, list.id, period, route.view, day ?? undefined),
  )
  const form = catalogue.find(({ id }) => list?.id.startsWith(`${id}.`))

  return (
    <>
      <Button
        className="no-print back"
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={() => go({ unit: unit.id, period, list: null })}
      >
        {t('submission.back', { unit: unit.name })}
      </Button>
      <section className="card" aria-labelledby="list-title">
        <h1 id="list-title">
          {list?.title[lang] ?? t('lists')}{' '}
          <span className="light">{`${unit.name} ${periodTitle(period, lang)}`}</span>
        </h1>
        <div className="list-choice no-print">
          <Labelled label={t('list.which')}>
            <Dropdown
              data-testid="list"
              value={list?.title[lang] ?? ''}
              selectedOptions={list ? [list.id] : []}
              onOptionSelect={(_, data) =>
                data.optionValue && go({ unit: unit.id, period, list: data.optionValue })
              }
            >
              {lists.map((one) => (
                <Option key={one.id} value={one.id}>
                  {one.title[lang]}
                </Option>
              ))}
            </Dropdown>
          </Labelled>
          {list && asksForDay(list) && drawn.data ? (
            <Labelled label={t('list.day')}>
              <Input
                type="date"
                data-testid="list-day"
                value={day ?? drawn.data.day}
                onChange={(_, data) => setDay(data.value || null)}
              />
            </Labelled>
          ) : null}
          {list ? <Download unit={unit} period={period} list={list} day={day} /> : null}
          {list && asksForDay(list) && drawn.data ? (
            <Keep unit={unit} list={list} day={drawn.data.day} />
          ) : null}
        </div>
        {known.error || drawn.error ? <PageError error={known.error ?? drawn.error} /> : null}
        {known.loading || drawn.loading ? <BlockSkeleton label={t('loading')} lines={6} /> : null}
        {drawn.data && form ? <Lines answer={drawn.data} form={form} period={period} /> : null}
      </section>
    </>
  )
}

/** Whether a list is about a day that is chosen when it is drawn. */
function asksForDay({ where }: ListDefinition): boolean {
  return JSON.stringify(where ?? null).includes('{"date":"day"}')
}

function Lines({ answer, form, period }: { answer: ListAnswer; form: Form; period: string }) {
  const { lang, t } = usePage()
  const [all, setAll] = useState(false)
  const { list, lines, undecided, coverage, totalsOnly, day } = answer
  const columns = columnsOf(list, form, lang)
  const shown = all ? lines : lines.slice(0, AT_ONCE)
  const others = totalsOnly ? (
    <p className="alert-text" data-testid="totals-only">
      {t('list.totals-only', { names: totalsOnly.join(t('list.separator')) })}
    </p>
  ) : null
  if (lines.length === 0 && undecided.length === 0) {
    return (
      <>
        {others}
        <Empty title={t('list.none')} />
      </>
    )
  }
  return (
    <>
      {others}
      <p className="meta" data-testid="list-count">
        {asksForDay(list) ? <span>{t('list.as-of', { day: dayTitle(day, lang) })}</span> : null}
        <span>{t('list.count', { n: lines.length })}</span>
        <span>{t('list.coverage', { n: coverage.submitted, of: coverage.expected })}</span>
        {coverage.missing.length > 0 ? (
          <span>{t('list.missing', { names: coverage.missing.join(t('list.separator')) })}</span>
        ) : null}
      </p>
      <LineTable lines={shown} columns={columns} period={period} form={form} />
      {shown.length < lines.length ? (
        <Button onClick={() => setAll(true)}>
          {t('records.more', { n: lines.length - shown.length })}
        </Button>
      ) : null}
      {undecided.length > 0 ? (
        <>
          <h2>{t('list.undecided', { n: undecided.length })}</h2>
          <LineTable lines={undecided} columns={columns} period={period} form={form} />
        </>
      ) : null}
    </>
  )
}

interface Column {
  id: string
  title: string
  number: boolean
  text(line: ListLine): string
}

function columnsOf(list: ListDefinition, form: Form, lang: 'zh' | 'en'): Column[] {
  const own = list.fields.flatMap((id): Column[] => {
    const field = form.fields.find((one) => one.id === id)
    if (!field) return []
    const number = ['count', 'number', 'amount', 'percent'].includes(field.type)
    const text = ({ values }: ListLine) => valueText(values[id] ?? null, field, lang)
    return [{ id, title: field.title[lang], number, text }]
  })
  const made = (list.merge?.derived ?? []).map(({ id, title }): Column => {
    const text = ({ values }: ListLine) => {
      const value = values[id]
      return typeof value === 'number'
        ? value.toLocaleString('en-GB', { maximumFractionDigits: 1, useGrouping: false })
        : ''
    }
    return { id, title: title[lang], number: true, text }
  })
  return [...own, ...made]
}

interface LineTableProps {
  lines: ListLine[]
  columns: Column[]
  period: string
  form: Form
}

function LineTable({ lines, columns, period, form }: LineTableProps) {
  const { t } = usePage()
  return (
    <div className="scroll">
      <table className="grid">
        <thead>
          <tr>
            {columns.map(({ id, title, number }) => (
              <th key={id} scope="col" className={number ? 'number' : ''}>
                {title}
              </th>
            ))}
            <th scope="col">{t('list.from')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.sources.map(({ unit, sheet, row }) => `${unit} ${sheet} ${row}`).join()}>
              {columns.map(({ id, number, text }) => (
                <td key={id} className={number ? 'number' : ''}>
                  {text(line)}
                </td>
              ))}
              <td>
                <Sources line={line} period={period} form={form} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The units a line comes from, each leading to its sheet. */
function Sources({ line, period, form }: { line: ListLine; period: string; form: Form }) {
  const { t } = usePage()
  const rows = Map.groupBy(line.sources, ({ unit }) => unit)
  return [...rows].map(([unit, sources], index) => {
    const [first] = sources
    const submission = { unit, form: form.id, revision: first?.revision ?? null }
    const places = sources.map(({ sheet, row }) => t('list.place', { sheet, row }))
    return (
      <span key={unit}>
        {index > 0 ? t('list.separator') : ''}
        <a href={formatRoute({ ...home, unit, period, submission })} title={places.join('\n')}>
          {first?.name ?? unit}
        </a>
      </span>
    )
  })
}

interface ChoiceProps {
  unit: Unit
  list: ListDefinition
}

function Download({
  unit,
  list,
  period,
  day,
}: ChoiceProps & { period: string; day: string | null }) {
  const { lang, t, api } = usePage()
  const [route] = useRoute()
  const [error, setError] = useState<unknown>(null)
  const save = async () => {
    setError(null)
    try {
      const path = at.list(unit.id, list.id, period, route.view, day ?? undefined, '/lines.xlsx')
      saveAs(await api.file(path), `${unit.name} ${list.title[lang]} ${period}.xlsx`)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <>
      <Button icon={<ArrowDownloadRegular />} onClick={save} data-testid="list-download">
        {t('download')}
      </Button>
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </>
  )
}

/** Keeps the list with its day as one of the unit's own: the rule of a subsidy, say. */
function Keep({ unit, list, day }: ChoiceProps & { day: string }) {
  const { lang, t, api, me, refresh } = usePage()
  const [, go] = useRoute()
  const [title, setTitle] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (me.role !== 'administrator') return null
  if (title === null) {
    const usual = t('list.keep.title', { day: dayTitle(day, lang) })
    return (
      <Button icon={<SaveRegular />} data-testid="list-keep" onClick={() => setTitle(usual)}>
        {t('list.keep')}
      </Button>
    )
  }
  const keep = async () => {
    const fixed = JSON.stringify(list.where).replaceAll(
      '{"date":"day"}',
      JSON.stringify({ value: day }),
    )
    const id = `${list.id}-${day.replaceAll('-', '')}`
    const own = { ...list, id, title: { zh: title, en: title }, where: JSON.parse(fixed) }
    try {
      await api.put(at.list(unit.id, id), own)
      setTitle(null)
      refresh()
      go({ unit: unit.id, list: id })
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <>
      <Labelled label={t('list.keep.name')}>
        <Input value={title} onChange={(_, data) => setTitle(data.value)} data-testid="list-name" />
      </Labelled>
      <Button
        appearance="primary"
        disabled={title.trim() === ''}
        onClick={keep}
        data-testid="list-save"
      >
        {t('list.keep.save')}
      </Button>
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </>
  )
}
