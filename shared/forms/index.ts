import { donations } from './donations.ts'
import { enterprises } from './enterprises.ts'
import { financing } from './financing.ts'
import type { Form } from './form.ts'
import { inputs } from './inputs.ts'
import { jobs } from './jobs.ts'
import { legal } from './legal.ts'
import { liaison } from './liaison.ts'
import { permits } from './permits.ts'
import { problems } from './problems.ts'
import { projects } from './projects.ts'
import { returnees } from './returnees.ts'
import { supplies } from './supplies.ts'
import { transport } from './transport.ts'
import { welfare } from './welfare.ts'

/** The built-in forms, in the order in which people name them. */
export const forms: Form[] = [
  enterprises,
  returnees,
  transport,
  permits,
  supplies,
  problems,
  liaison,
  projects,
  jobs,
  financing,
  inputs,
  welfare,
  donations,
  legal,
]

export function formById(id: string, catalogue: Form[] = forms): Form | undefined {
  return catalogue.find((form) => form.id === id)
}

/** Form and version as a submission names them: `enterprises@1`. */
export function catalogueOf(form: Form): string {
  return `${form.id}@${form.version}`
}
