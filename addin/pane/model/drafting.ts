/** Making a form of the sheet in front, or the next version of one of the county's. */
import type { FieldEdit, FormEdits } from '../../../shared/forms/draft/edited.ts'
import type { Form } from '../../../shared/forms/form.ts'
import { describeFormError } from '../../../shared/forms/form-errors.ts'
import { shanghaiDay } from '../../../shared/periods/periods.ts'
import { ApiError } from '../../client/api.ts'
import type { Account } from './account.ts'
import { tablesInFront } from './batch.ts'
import { formsUnit } from './catalogue.ts'
import { indexInFront } from './choices.ts'
import type { PaneDeps } from './deps.ts'
import type { Drafting, Fault, PaneState } from './state.ts'
import type { Store } from './store.ts'

/** The validator comes with them: they are loaded when a form is drafted, not with the pane. */
async function loadTools() {
  const [{ draftForm, isForm }, { editedForm, widened }, { readForm }] = await Promise.all([
    import('../../../shared/forms/draft/draft.ts'),
    import('../../../shared/forms/draft/edited.ts'),
    import('../../../shared/forms/read-form.ts'),
  ])
  return { draftForm, isForm, editedForm, widened, readForm }
}

type Tools = Awaited<ReturnType<typeof loadTools>>

/** What an administrator may do with the sheet in front. */
export type Definable = { kind: 'new' } | { kind: 'change'; form: Form }

export function definableIn(state: PaneState): Definable | null {
  const { me, active, looks, forms, definedBy, reading } = state
  if (me?.role !== 'administrator' || reading || active === null || !looks[active]) return null
  const tables = tablesInFront(state)
  if (tables.length === 0) return formsUnit(state) && { kind: 'new' }
  const id = tables[indexInFront(state, tables)]?.form
  const form = forms.find((one) => one.id === id)
  const owner = form && definedBy[form.id]
  return form && me.units.some((unit) => unit.id === owner) ? { kind: 'change', form } : null
}

export function drafting(
  store: Store<PaneState>,
  deps: PaneDeps,
  account: () => Account,
  /** Another form is in force than before. */
  saved: () => Promise<void>,
) {
  let tools: Tools | null = null
  const today = () => shanghaiDay(deps.now().toISOString())

  function othersOf({ id }: Form): Form[] {
    return store.get().forms.filter((form) => form.id !== id)
  }

  function begin(
    { editedForm, readForm }: Tools,
    draft: Pick<Drafting, 'sheet' | 'unit' | 'isNew' | 'original' | 'edits'>,
  ): Drafting {
    const { form, figures } = editedForm(draft.original, draft.edits, othersOf(draft.original))
    const read = readForm(form, othersOf(form))
    const { forms, lang } = store.get()
    const errors = Array.isArray(read) ? read : []
    if (draft.isNew && forms.some(({ id }) => id === form.id)) {
      errors.push({ path: ['id'], message: 'idInUse', values: { id: form.id } })
    }
    const faults = errors.map((error) => ({
      pointer: `/${error.path.map(String).join('/')}`,
      detail: describeFormError(error, lang),
    }))
    return { ...draft, form, figures, faults, report: null, saving: false, refusal: null }
  }

  let read: Pick<Drafting, 'form'> & { grid: object } = { form: {} as Form, grid: {} }
  let isReading = false
  /** Reads the sheet by the form as it is edited, and as the sheet is edited. */
  async function follow(): Promise<void> {
    const { drafting: draft, looks, book } = store.get()
    const grid = draft && looks[draft.sheet]?.grid
    if (isReading || !draft || !grid || draft.faults.length > 0) return
    const { form } = draft
    if (read.form === form && read.grid === grid) return
    isReading = true
    read = { form, grid }
    const forms = [...othersOf(form), form]
    const reports = await deps
      .inspect(grid, { forms, now: today(), file: book })
      .catch(() => [])
      .finally(() => {
        isReading = false
      })
    const report = reports.find((one) => one.form === form.id) ?? null
    update((now) => (now.original === draft.original ? { report } : {}))
    // Where it was edited meanwhile, the update has led here again already.
  }
  store.subscribe(() => void follow())

  function update(change: (draft: Drafting) => Partial<Drafting>): void {
    store.update(({ drafting: draft }) =>
      draft ? { drafting: { ...draft, ...change(draft) } } : {},
    )
  }

  function edit(change: Partial<FormEdits>): void {
    const { drafting: draft } = store.get()
    if (!tools || !draft || draft.saving) return
    const next = begin(tools, { ...draft, edits: { ...draft.edits, ...change } })
    // What was read before stands until it is read again.
    const report = next.faults.length > 0 ? null : draft.report
    store.update({ drafting: { ...next, report } })
  }

  return {
    /** Drafts a form of the sheet in front, or opens the one it is read by as its next version. */
    async open(): Promise<void> {
      tools ??= await loadTools().catch(() => null)
      const state = store.get()
      const { active: sheet, looks, forms, book: file } = state
      if (!tools) {
        if (sheet !== null) store.update({ noDraft: { sheet, why: 'unreachable' } })
        return
      }
      const definable = definableIn(state)
      const grid = sheet === null ? undefined : looks[sheet]?.grid
      if (!definable || sheet === null || !grid) return
      const options = { now: today(), file }
      const edits: FormEdits = { fields: {}, figures: {} }
      if (definable.kind === 'new') {
        const drafted = tools.draftForm(grid, { ...options, forms })
        const unit = formsUnit(state)?.id
        if (!tools.isForm(drafted)) store.update({ noDraft: { ...drafted, sheet } })
        else if (unit !== undefined) {
          const draft = begin(tools, { sheet, unit, isNew: true, original: drafted, edits })
          store.update({ drafting: draft, noDraft: null })
        }
        return
      }
      const { form } = definable
      const drafted = tools.draftForm(grid, { ...options, forms: othersOf(form) })
      const wide = tools.isForm(drafted) ? tools.widened(form, drafted) : { form, added: [] }
      edits.fields = Object.fromEntries(wide.added.map((id) => [id, { out: true }]))
      store.update({
        drafting: begin(tools, {
          sheet,
          unit: state.definedBy[form.id] ?? '',
          isNew: false,
          original: { ...wide.form, version: form.version + 1 },
          edits,
        }),
      })
    },

    edit,

    editField(id: string, change: FieldEdit): void {
      const fields = store.get().drafting?.edits.fields ?? {}
      edit({ fields: { ...fields, [id]: { ...fields[id], ...change } } })
    },

    editFigure(name: string, change: FormEdits['figures'][string]): void {
      const figures = store.get().drafting?.edits.figures ?? {}
      edit({ figures: { ...figures, [name]: { ...figures[name], ...change } } })
    },

    /** For whom it is defined; only whoever reaches the whole deployment has a choice. */
    chooseUnit(unit: string): void {
      store.update({ unit })
      update(() => ({ unit }))
    },

    cancel: () => store.update({ drafting: null, noDraft: null }),

    /** Puts the form in force; what the county does not take stays to be corrected. */
    async save(): Promise<void> {
      const { drafting: draft, lang } = store.get()
      if (!draft || draft.saving || draft.faults.length > 0) return
      update(() => ({ saving: true, refusal: null }))
      try {
        await deps.api(account().token(), lang).defineForm(draft.unit, draft.form)
        await saved()
        store.update({ drafting: null })
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) account().expire()
        update(() => ({ saving: false, ...refusalOf(error) }))
      }
    },
  }
}

/** What the county says of a form that it does not take. */
function refusalOf(error: unknown): Pick<Drafting, 'refusal'> & Partial<Drafting> {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) {
    return { refusal: 'unreachable' }
  }
  const { problem, message: refusal } = error
  const faults = Array.isArray(problem?.errors) ? (problem.errors as Fault[]) : []
  const isTaken = problem?.type.endsWith('/form-id-taken')
  return { refusal, faults: isTaken ? [{ pointer: '/id', detail: refusal }] : faults }
}
