/** The forms in force for the person's unit: the county's word, or what it last was. */
import type { Form } from '../../../shared/forms/form.ts'
import type { Unit } from '../../../shared/protocol/answers.ts'
import type { PaneDeps } from './deps.ts'
import type { PaneState } from './state.ts'
import type { Store } from './store.ts'

const FORMS = 'forms'

/** What is kept on this machine, for a start without a line. */
interface Kept {
  etag: string | null
  forms: Form[]
  definedBy: Record<string, string>
}

/** The unit whose forms are gone by, and for which an administrator defines them. */
export function formsUnit({ me, unit }: PaneState): Unit | null {
  return me?.unit ?? me?.units.find(({ id }) => id === unit) ?? me?.units[0] ?? null
}

export function catalogue(store: Store<PaneState>, deps: PaneDeps, token: () => string | null) {
  let kept = keptIn(deps)
  if (kept) store.update({ forms: kept.forms, definedBy: kept.definedBy })

  function keep(next: Kept | null): void {
    kept = next
    try {
      deps.keyValues.set(FORMS, next && JSON.stringify(next))
    } catch {
      // No room: then the next start without a line knows the built-in forms only.
    }
  }

  return {
    /** Asks the county. @returns whether other forms are in force than before */
    async refresh(): Promise<boolean> {
      const { lang, forms: before } = store.get()
      const unit = formsUnit(store.get())
      if (!unit || token() === null) return false
      try {
        const found = await deps.api(token(), lang).forms(unit.id, kept?.etag ?? null)
        if (found === 'unchanged') return false
        const { forms, definedBy } = found.catalogue
        const same = JSON.stringify(forms) === JSON.stringify(before)
        // Forms that are the same stay the very same, so that nothing is read again for them.
        keep({ etag: found.etag, forms: same ? before : forms, definedBy })
        store.update(same ? { definedBy } : { forms, definedBy })
        return !same
      } catch {
        // The forms last known serve on; whether there is a line, other calls tell.
        return false
      }
    },

    /** Back to the built-in ones. @returns whether these are others than before */
    forget(): boolean {
      keep(null)
      const changed = store.get().forms !== deps.forms
      if (changed) store.update({ forms: deps.forms, definedBy: {} })
      return changed
    },
  }
}

function keptIn({ keyValues }: PaneDeps): Kept | null {
  try {
    const found: (Omit<Kept, 'definedBy'> & Partial<Kept>) | null = JSON.parse(
      keyValues.get(FORMS) ?? 'null',
    )
    if (!Array.isArray(found?.forms)) return null
    // Kept by an earlier pane, which did not ask whose forms they are: asked anew.
    const { etag, forms, definedBy } = found
    return definedBy ? { etag, forms, definedBy } : { etag: null, forms, definedBy: {} }
  } catch {
    return null
  }
}
