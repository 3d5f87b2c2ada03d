import type { Book } from '../host/book.ts'
import { parseLevel } from '../host/requirement.ts'
import { saveBook } from '../host/save.ts'
import { element } from './dom.ts'
import { fetchBook, newBook, readBook, type Sample, samples } from './files.ts'
import { type BookWindow, openWindow } from './window.ts'
import { words } from './words.ts'

const asked = new URLSearchParams(location.search)
const api = parseLevel(asked.get('api') ?? '') === null ? '1.17' : (asked.get('api') as string)
const pane = asked.get('pane') ?? '/taskpane.html'

const title = element('h1', { 'data-testid': 'file-name' })
const hint = element('span', { class: 'hint', 'data-testid': 'enrol-hint' })
const notice = element('div', { class: 'notice', role: 'status', 'data-testid': 'notice' })
const picker = element('input', {
  type: 'file',
  hidden: true,
  accept: '.xlsx,.xlsm,.xls,.et,.ods,.csv,.txt',
  'data-testid': 'file-input',
})
const list = element('select', { 'aria-label': words.samples, 'data-testid': 'sample-list' })
const openButton = button(words.open, 'open-file', () => picker.click())
const saveButton = button(words.save, 'save-file', () => void save())
const level = element('span', { class: 'level' }, words.plays(parseLevel(api) ?? 0))
const app = document.getElementById('app') as HTMLElement
app.append(
  element('header', { class: 'top' }, title, hint, level, list, openButton, saveButton, picker),
  notice,
)

let open: BookWindow | null = null
let offered: Sample[] = []

function show(book: Book, sample?: Sample): void {
  open?.close()
  open = openWindow(book, { api, pane, say })
  app.append(open.root)
  title.textContent = book.name
  document.title = `${book.name} - ${words.title}`
  hint.textContent = sample?.enrolHint ? `${words.enrolHint}：${sample.enrolHint}` : ''
  list.value = sample?.path ?? ''
  say('')
}

function say(sentence: string): void {
  notice.textContent = sentence
  notice.classList.toggle('shown', sentence !== '')
}

async function load(name: string, reading: Promise<Book>, sample?: Sample): Promise<void> {
  say(words.opening(name))
  try {
    show(await reading, sample)
  } catch (error) {
    say(error instanceof Error ? error.message : words.broken)
    if (!open) show(newBook())
  }
}

function openPath(path: string): Promise<void> {
  const address = new URL(location.href)
  address.searchParams.set('file', path)
  history.replaceState(null, '', address)
  const sample = offered.find((one) => one.path === path)
  return load(sample?.title ?? path, fetchBook(path), sample)
}

async function openFile(file: File): Promise<void> {
  const bytes = file.arrayBuffer().then((buffer) => readBook(new Uint8Array(buffer), file.name))
  await load(file.name, bytes)
}

async function save(): Promise<void> {
  if (!open) return
  const { book } = open.host
  const blob = new Blob([new Uint8Array(await saveBook(book))])
  const link = element('a', {
    href: URL.createObjectURL(blob),
    download: `${book.name.replace(/\.[^.]*$/, '')}.xlsx`,
  })
  link.click()
  URL.revokeObjectURL(link.href)
}

function button(label: string, id: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-testid': id }, label)
  made.addEventListener('click', act)
  return made
}

picker.addEventListener('change', () => {
  const file = picker.files?.[0]
  if (file) void openFile(file)
  picker.value = ''
})
list.addEventListener('change', () => {
  if (list.value) void openPath(list.value)
})
window.addEventListener('dragover', (event) => {
  event.preventDefault()
  say(words.dropHere)
})
window.addEventListener('drop', (event) => {
  event.preventDefault()
  say('')
  const file = event.dataTransfer?.files[0]
  if (file) void openFile(file)
})

offered = await samples()
list.append(
  element('option', { value: '' }, offered.length > 0 ? words.samples : words.noSamples),
  ...offered.map((sample) => element('option', { value: sample.path }, sample.title)),
)
const file = asked.get('file')
if (file) await openPath(file)
// A person may have been quicker than the list of samples.
else if (!open) show(newBook())
const wrong = asked.get('api')
if (wrong && parseLevel(wrong) === null) say(words.wrongApi(wrong))
