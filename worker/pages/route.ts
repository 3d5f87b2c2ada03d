import { parsePeriod } from '../../shared/periods/periods.ts'

/** Where the reader is; kept in the address after `#`, so that it can be sent to a colleague. */
export interface Route {
  /** Null: the unit of the reader's own token. */
  unit: string | null
  /** Null: the newest period with data. */
  period: string | null
  view: 'current' | 'cutoff'
  /** The figure being opened, by indicator id. */
  figure: string | null
  /** The list being read, by its id; any other word: the first there is. */
  list: string | null
  /** The form whose weeks are being compared, by its id; any other word: the first there is. */
  trends: string | null
  /** The words that hold for the unit are being read. */
  words: boolean
  /** The submission being read. */
  submission: { unit: string; form: string; revision: number | null } | null
}

export const home: Route = {
  unit: null,
  period: null,
  view: 'current',
  figure: null,
  list: null,
  trends: null,
  words: false,
  submission: null,
}

/** `#/unit/period[/unit/form]?view=cutoff&figure=…&list=…&trends=…&words=1&revision=…` */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [unit, period, of, form] = path.split('/').map(decoded)
  const params = new URLSearchParams(query)
  const revision = Number(params.get('revision'))
  return {
    unit: unit || null,
    period: period && parsePeriod(period) ? period : null,
    view: params.get('view') === 'cutoff' ? 'cutoff' : 'current',
    figure: params.get('figure'),
    list: params.get('list'),
    trends: params.get('trends'),
    words: params.has('words'),
    submission:
      of && form
        ? { unit: of, form, revision: Number.isInteger(revision) && revision > 0 ? revision : null }
        : null,
  }
}

export function formatRoute(route: Route): string {
  const { unit, period, submission } = route
  const path = [unit, unit && period, unit && period && submission?.unit, submission?.form]
  const params = new URLSearchParams()
  if (route.view === 'cutoff') params.set('view', 'cutoff')
  if (route.figure) params.set('figure', route.figure)
  if (route.list) params.set('list', route.list)
  if (route.trends) params.set('trends', route.trends)
  if (route.words) params.set('words', '1')
  if (submission?.revision) params.set('revision', String(submission.revision))
  const steps = path.filter((step) => typeof step === 'string' && step !== '')
  const query = params.size > 0 ? `?${params}` : ''
  return `#/${steps.map((step) => encodeURIComponent(String(step))).join('/')}${query}`
}

/** A step of an address; one that is badly encoded stays as it is. */
export function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
