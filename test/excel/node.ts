import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createContext, Script } from 'node:vm'
import type { Book } from './host/book.ts'
import { type EventEntry, Host, type HostOptions } from './host/host.ts'
import { isSetSupported } from './host/requirement.ts'

/** Category of every event Excel pushes. */
export const eventCategory = 65536

/** The part of `Office` that an add-in finds before it reaches for `Excel`. */
export type OfficeStub = Pick<typeof Office, 'onReady'> & {
  context: {
    requirements: { isSetSupported(name: string, version?: string): boolean }
    platform: string
    host: string
    contentLanguage: string
    displayLanguage: string
    document: { url: string }
  }
}

export interface ExcelInNode {
  Excel: typeof Excel
  Office: OfficeStub
  OfficeExtension: typeof OfficeExtension
  host: Host
}

interface Bridge {
  sendMessageToHost(text: string): void
  onMessageFromHost?: (text: string) => void
}

interface Message {
  id: number
  message: { body: unknown }
}

let library: Script | null = null

/** The unmodified library, compiled once for all tests of a file. */
function officeJs(): Script {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/office-js/dist/excel-web-16.00.debug.js',
  )
  library ??= new Script(readFileSync(path, 'utf8'), { filename: 'excel-web-16.00.debug.js' })
  return library
}

/**
 * Runs the real Office.js in Node against a workbook in memory, over the bridge that the library
 * has for native hosts.
 */
export function excelOver(book: Book, options: HostOptions = {}): ExcelInNode {
  const host = new Host(book, options)
  const bridge: Bridge = {
    sendMessageToHost: (text) => {
      const { id, message } = JSON.parse(text) as Message
      const answer = host.answer(JSON.stringify(message.body))
      const response =
        'body' in answer
          ? { statusCode: 200, headers: {}, body: answer.body }
          : {
              statusCode: 400,
              headers: {},
              body: JSON.stringify({ error: { code: answer.refused, message: answer.message } }),
            }
      // A host never answers within the call that asked.
      setTimeout(() => bridge.onMessageFromHost?.(JSON.stringify({ id, message: response })), 0)
    },
  }
  host.push = (entries) =>
    bridge.onMessageFromHost?.(JSON.stringify({ type: 3, message: { entries: entries.map(wire) } }))
  const office = officeStub(host)
  const page = pageFor(bridge)
  officeJs().runInContext(createContext(page))
  const loaded = page as unknown as Omit<ExcelInNode, 'host'>
  // The library's own context waits for a handshake that only office.js makes.
  page.Office = Object.create(loaded.Office, Object.getOwnPropertyDescriptors(office))
  return {
    Excel: loaded.Excel,
    OfficeExtension: loaded.OfficeExtension,
    Office: loaded.Office,
    host,
  }
}

const wire = ({ type, targetId, message }: EventEntry) => ({
  messageCategory: eventCategory,
  messageType: type,
  targetId,
  message,
})

function officeStub(host: Host): OfficeStub {
  const info = { host: 'Excel', platform: 'OfficeOnline' }
  return {
    onReady: ((callback?: (ready: typeof info) => unknown) => {
      callback?.(info)
      return Promise.resolve(info)
    }) as unknown as typeof Office.onReady,
    context: {
      requirements: {
        isSetSupported: (name, version = '1.1') => isSetSupported(host.level, name, version),
      },
      platform: info.platform,
      host: info.host,
      contentLanguage: 'zh-CN',
      displayLanguage: 'zh-CN',
      document: { url: `https://localhost/${encodeURIComponent(host.book.name)}` },
    },
  }
}

/** The few things of a web page that the library touches while it loads. */
function pageFor(bridge: Bridge): Record<string, unknown> {
  const element = () => ({ setAttribute() {}, appendChild() {}, style: {} })
  const page: Record<string, unknown> = {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    performance,
    URL,
    navigator: { userAgent: 'node', language: 'zh-CN' },
    location: { href: 'https://localhost/taskpane.html', search: '', hash: '', origin: '' },
    document: {
      URL: 'https://localhost/taskpane.html',
      cookie: '',
      getElementsByTagName: () => [],
      createElement: element,
    },
    addEventListener() {},
    removeEventListener() {},
    _richApiNativeBridge: bridge,
  }
  page.window = page
  page.self = page
  return page
}
