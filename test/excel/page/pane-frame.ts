import type { EventEntry, Host } from '../host/host.ts'
import { requirementMatrix } from '../host/requirement.ts'
import { element } from './dom.ts'
import { words } from './words.ts'

/** Category of every event Excel pushes. */
const eventCategory = 65536
/** Of the numbers Office.js knows calls by. */
const processQuery = 93
/** Flag of `Excel.run({ delayForCellEdit: true })`. */
const delayForCellEdit = 64

/** Codes of refusals of a whole call, as Office.js maps them back to names. */
const refusals: Record<string, number> = {
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
}
const invalidInCellEdit = 5004
const notSupported = 5000
const internalError = 5001

/** A message of the pane's. */
interface Message {
  _messageType: number
  _actionName: string
  _actionType?: number
  _conversationId: string
  _correlationId: number
  _data?: { DdaMethod?: { DispatchId?: number }; ArrayData?: unknown[] }
}

export interface PaneOptions {
  host: Host
  /** Page of the task pane, on this origin. */
  page: string
  /** True while a person types into a cell: Excel then takes no calls. */
  isEditing: () => boolean
}

/**
 * The task pane in its frame, and the part of Excel on the web that it talks to: the pane's Office.js
 * posts JSON texts to this window and gets its answers the same way.
 */
export class PaneFrame {
  readonly frame: HTMLIFrameElement
  private readonly options: PaneOptions
  private readonly appId = crypto.randomUUID()
  private readonly listener = (event: MessageEvent) => this.receive(event)
  /** Conversation and number of the pane's wish to hear of events. */
  private registration: Pick<Message, '_conversationId' | '_correlationId'> | null = null
  /** Calls that wait for the person to finish typing. */
  private waiting: (() => void)[] = []
  private pushed = 0

  constructor(options: PaneOptions) {
    this.options = options
    options.host.push = (entries) => this.push(entries)
    window.addEventListener('message', this.listener)
    this.frame = element('iframe', {
      title: words.pane,
      'data-testid': 'pane',
      src: this.address(),
    })
  }

  /** Ends the conversation; the frame may go. */
  close(): void {
    window.removeEventListener('message', this.listener)
    this.options.host.push = () => {}
    this.frame.remove()
  }

  /** The person has finished typing: what waited is done now. */
  resume(): void {
    for (const call of this.waiting.splice(0)) call()
  }

  /** Office.js learns of its host from a parameter of its page's address, and from the fragment. */
  private address(): string {
    const conversation = crypto.randomUUID()
    const address = new URL(this.options.page, location.origin)
    address.searchParams.set('_host_Info', 'Excel$Web$16.01$zh-CN$$$$0')
    const partners = [conversation, this.appId, location.origin].join('|')
    return `${address.href}#&_xdm_Info=${encodeURIComponent(partners)}`
  }

  private receive(event: MessageEvent): void {
    if (event.source !== this.frame.contentWindow || event.origin !== location.origin) return
    const message = parse(event.data)
    if (message?._messageType !== 0) return
    if (message._actionName === 'executeMethod') this.execute(message)
    else this.answer(message, this.told(message))
  }

  private told(message: Message): unknown {
    switch (message._actionName) {
      case 'ContextActivationManager_getAppContextAsync':
        return this.context(message)
      case 'ContextActivationManager_notifyHost':
      case 'appCommandInvoked':
        return { Error: 0 }
      case 'richApiMessage':
        this.registration = message._actionType === 1 ? message : this.registration
        return { Error: 0 }
      default:
        return { Error: notSupported }
    }
  }

  private context({ _correlationId }: Message): Record<string, unknown> {
    const { host } = this.options
    return {
      _id: this.appId,
      _appName: 16,
      _appVersion: '16.01',
      _appUILocale: 'zh-CN',
      _dataLocale: 'zh-CN',
      _docUrl: `${location.origin}/${encodeURIComponent(host.book.name)}`,
      _clientMode: 1,
      _settings: [],
      _reason: 1,
      _osfControlType: 1,
      _eToken: '',
      _correlationId,
      _appInstanceId: this.appId,
      _requirementMatrix: JSON.stringify(requirementMatrix(host.level)),
      _hostFullVersion: '16.0.17000.10000',
      _appMinorVersion: 1,
      _initialDisplayMode: 0,
    }
  }

  private execute(message: Message): void {
    const call = message._data?.ArrayData ?? []
    if (message._data?.DdaMethod?.DispatchId !== processQuery) {
      this.answer(message, { Error: notSupported })
      return
    }
    const flags = Number(call[6]) || 0
    if (!this.options.isEditing()) this.answer(message, this.process(call[4]))
    else if (flags & delayForCellEdit) {
      this.waiting.push(() => this.answer(message, this.process(call[4])))
    } else this.answer(message, { Error: invalidInCellEdit })
  }

  private process(body: unknown): unknown {
    const answer = this.options.host.answer(String(body))
    if ('body' in answer) return { Error: 0, Data: [200, [], answer.body] }
    return { Error: refusals[answer.refused] ?? internalError }
  }

  private push(entries: EventEntry[]): void {
    if (!this.registration) return
    const data = entries.map(({ type, targetId, message }) => {
      this.pushed++
      return [eventCategory, type, targetId, message, this.pushed, false]
    })
    this.answer(this.registration, { ArrayData: data }, { name: 'richApiMessage', type: 1 })
  }

  private answer(
    to: Pick<Message, '_conversationId' | '_correlationId'> & Partial<Message>,
    data: unknown,
    as = { name: to._actionName ?? '', type: 0 },
  ): void {
    const response = {
      _messageType: 1,
      _actionName: as.name,
      _conversationId: to._conversationId,
      _correlationId: to._correlationId,
      _origin: location.origin,
      _data: data,
      _errorCode: 0,
      _responseType: as.type,
      _serializerVersion: 1,
    }
    this.frame.contentWindow?.postMessage(JSON.stringify(response), location.origin)
  }
}

function parse(data: unknown): Message | null {
  if (typeof data !== 'string') return null
  try {
    const message: unknown = JSON.parse(data)
    return typeof message === 'object' && message !== null && '_actionName' in message
      ? (message as Message)
      : null
  } catch {
    // Other scripts of the pane may post texts of their own.
    return null
  }
}
