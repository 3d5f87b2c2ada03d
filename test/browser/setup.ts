/** A county of their own for the browser tests: own port, own data, the sample workbooks reported. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Demo, demoCounty } from '../run/county.ts'
import { sendMail } from '../run/mail.ts'
import { reportWorkbooks } from '../run/report-workbooks.ts'
import { freePort, startServer } from '../run/server.ts'
import { buildSite } from '../run/site.ts'
import { scratch } from '../run/tools.ts'
import { findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    demo: Demo
    /** Where the letters of that county end up. */
    mailFolder: string
    /** Folder of the built pages. */
    site: string
  }
}

export default async function setup(project: TestProject) {
  findChromium()
  const folder = join(scratch, 'browser-tests')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const site = join(folder, 'site')
  await buildSite(site, { standIn: true })
  const server = await startServer({ port: await freePort(), folder, site })
  try {
    const { demo } = await demoCounty(server.url, server.setupCode, folder)
    const lines: string[] = []
    const { ok } = await reportWorkbooks({ demo, folder, print: (line) => lines.push(line) })
    if (!ok) throw new Error(`The sample workbooks were not reported:\n${lines.join('\n')}`)
    await sendMail(server, demo)
    project.provide('demo', demo)
    project.provide('mailFolder', join(folder, 'mail'))
    project.provide('site', site)
  } catch (error) {
    await server.stop()
    throw error
  }
  return () => server.stop()
}
