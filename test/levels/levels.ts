/** Deployments above each other, each in processes of its own, with a database on disk. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Enrolment, Level, Role, UpwardAnswer } from '../../shared/protocol/answers.ts'
import { fugong } from '../cli/run.ts'
import { type Runtime, startBuilt } from '../restarts/runtime.ts'
import { type Api, api, issueCode } from '../run/county.ts'
import { freePort } from '../run/server.ts'
import { correctedBytes, type SampleWorkbook, workbooks } from '../samples/load.ts'

const SETUP_CODE = 'setup-code-of-the-tests'

export interface PlaceOptions {
  /** Of the built Worker. */
  script: string
  /** An empty folder of its own. */
  folder: string
  /** Folder of the built pages; none: the API alone. */
  site?: string
  units: { id: string; name: string; level: Level; parent: string | null }[]
  /** Whom it reports to, with a token of there. */
  above?: { url: string; token: string }
}

export interface Place {
  url: string
  admin: Api
  /** The administrator's token. */
  administrator: string
  /** A token for one person of a unit. */
  enrol: (unit: string, role: Role) => Promise<string>
  /** One pass of the schedule, as if it were `at`; RFC 3339. */
  pass: (at: string) => Promise<void>
  /** How a period of the first unit stands above. */
  standing: (period: string) => Promise<UpwardAnswer>
  /** Reports a period of the first unit by hand. */
  report: (period: string) => Promise<UpwardAnswer>
  /** Kills it and starts it again. */
  restart: Runtime['restart']
  stop: () => Promise<void>
}

/** Starts a deployment and sets its units up. */
export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { script, folder, site, units, above } = options
  mkdirSync(folder, { recursive: true })
  // The port stays over a restart: whoever reports here knows the address.
  const port = await freePort()
  const url = `http://localhost:${port}`
  const vars = {
    SITE_URL: url,
    ...(above ? { UPWARD_URL: above.url, UPWARD_TOKEN: above.token } : {}),
  }
  const runtime = await startBuilt(script, folder, { SETUP_CODE }, [
    ...['--port', String(port), '--test-scheduled'],
    ...(site ? ['--assets', site] : []),
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ])
  try {
    const { token } = await api(url).post<Enrolment>('/enrol', { code: SETUP_CODE })
    const admin = api(url, token)
    for (const { id, ...unit } of units) await admin.put(`/units/${id}`, unit)
    const path = (period: string) => `/units/${units[0]?.id}/periods/${period}/report`
    return {
      url,
      admin,
      administrator: token,
      async enrol(unit, role) {
        const code = await issueCode(url, token, unit, role)
        return (await api(url).post<{ token: string }>('/enrol', { code })).token
      },
      async pass(at) {
        const query = new URLSearchParams({
          cron: '30 * * * *',
          time: String(Date.parse(at)),
        })
        const answer = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`)
        if (!answer.ok) throw new Error(`The pass failed: ${answer.status} ${await answer.text()}`)
      },
      standing: (period) => admin.get(path(period)),
      report: (period) => admin.post(path(period)),
      restart: runtime.restart,
      stop: runtime.stop,
    }
  } catch (error) {
    await runtime.stop()
    throw error
  }
}

/** What townships of the county of the samples send with the command line, corrected. */
export async function submitSamples(
  place: Place,
  folder: string,
  which: (workbook: SampleWorkbook) => boolean,
): Promise<void> {
  const sheets = join(folder, 'sheets')
  mkdirSync(sheets, { recursive: true })
  for (const workbook of workbooks) {
    if (!workbook.unit.startsWith('cili-') || !which(workbook)) continue
    const { path, unit } = workbook
    const file = join(sheets, basename(path))
    writeFileSync(file, await correctedBytes(path))
    const token = await place.enrol(unit, 'reporter')
    const { status, out, err } = await fugong(
      'submit',
      file,
      '--server',
      place.url,
      '--token',
      token,
    )
    if (status !== 0) throw new Error(`${path}: ${out}${err}`)
  }
}
