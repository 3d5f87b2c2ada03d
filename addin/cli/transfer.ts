import { createReadStream } from 'node:fs'
import { open, rename, rm, stat, truncate } from 'node:fs/promises'
import type { ExportHeader, ImportAnswer } from '../../shared/protocol/transfer.ts'
import { type ApiClient, ApiError } from '../client/api.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { readTrouble, writeTrouble } from './files.ts'
import { serverOf, usageErrorOf } from './server.ts'
import { status, type Terminal } from './terminal.ts'

/** An export during which something came is made again, so many times. */
const ATTEMPTS = 3
/** Milliseconds before a page is asked for again that got no answer. */
const PAUSES = [500, 2_000, 8_000]

/**
 * `fugong export`: all data within the token's reach into a file of JSON lines. What has come so far is in
 * `FILE.part`, and the same command goes on from there.
 */
export async function exportData(args: Arguments, terminal: Terminal): Promise<number> {
  const file = args.given.output
  if (file === undefined) throw new UsageError('optionMissing', { option: '-o' })
  const { server, api } = serverOf(args, terminal)
  const part = `${file}.part`
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { rows, changed } = await pagesInto(part, api).catch(async (error: unknown) => {
      const begun = (await stat(part).catch(() => null))?.size ?? 0
      if (begun === 0) await rm(part, { force: true })
      throw usageErrorOf(error, server, begun === 0 ? undefined : part)
    })
    if (changed === 0) {
      await rename(part, file).catch((error: unknown) => {
        throw writeTrouble(error, file)
      })
      terminal.out(terminal.say('exported', { file, rows }))
      return status.fine
    }
    await rm(part)
  }
  throw new UsageError('exportUnquiet', {}, file)
}

/** Gets the pages that are not in the file yet. */
async function pagesInto(part: string, api: ApiClient): Promise<{ rows: number; changed: number }> {
  const begun = await whatIsThere(part)
  let { cursor, rows } = begun
  await truncate(part, begun.bytes).catch(() => null)
  const out = await open(part, 'a').catch((error: unknown) => {
    throw writeTrouble(error, part)
  })
  try {
    for (;;) {
      const from = cursor
      const text = await patiently(() => api.exportPage(from))
      const lines = text.trimEnd().split('\n')
      const last: { next?: string; end?: boolean; changed?: number } = jsonOf(lines.at(-1) ?? '')
      if (last.next === undefined && !last.end) throw new ApiError(0, null)
      await out.writeFile(text).catch((error: unknown) => {
        throw writeTrouble(error, part)
      })
      rows += lines.filter((line) => line.startsWith('{"table"')).length
      if (last.end) return { rows, changed: last.changed ?? 0 }
      cursor = last.next ?? null
    }
  } catch (error) {
    // What was begun there is of another county, or of one that has moved since.
    const strange = error instanceof ApiError && error.status === 400 && begun.cursor !== null
    if (!strange) throw error
    await rm(part)
    return pagesInto(part, api)
  } finally {
    await out.close()
  }
}

/** How far an interrupted export came: up to the end of its last whole page. */
async function whatIsThere(part: string) {
  const there = { cursor: null as string | null, bytes: 0, rows: 0 }
  const size = (await stat(part).catch(() => null))?.size ?? 0
  if (size === 0) return there
  let [at, rows] = [0, 0]
  for await (const line of linesOf(part)) {
    at += Buffer.byteLength(line) + 1
    if (line.startsWith('{"table"')) rows += 1
    const { next } = jsonOf<{ next?: string }>(line.startsWith('{"next"') ? line : '{}')
    if (next !== undefined && at <= size) Object.assign(there, { cursor: next, bytes: at, rows })
  }
  return there
}

/** `fugong import`: the pages of such a file into a deployment; what is there already is not sent twice. */
export async function importData(args: Arguments, terminal: Terminal): Promise<number> {
  const [file = ''] = args.files
  const { server, api } = serverOf(args, terminal)
  const header = await wholeExport(file)
  const sent = await pagesOut(file, header, api).catch((error: unknown) => {
    throw usageErrorOf(error, server, file)
  })
  const { name, exportedAt } = jsonOf<ExportHeader>(header)
  const said = sent.state === 'present' ? 'importPresent' : 'imported'
  terminal.out(terminal.say(said, { file, name, exportedAt, rows: sent.written }))
  return status.fine
}

/** @returns the first line @throws UsageError where the file is no export, or only a part of one */
async function wholeExport(file: string): Promise<string> {
  let [first, last] = ['', '']
  for await (const line of linesOf(file)) {
    first ||= line
    if (line !== '') last = line
  }
  if (jsonOf<Partial<ExportHeader>>(first)?.fugong === undefined) {
    throw new UsageError('importNoExport', {}, file)
  }
  if (!last.startsWith('{"end"')) throw new UsageError('importNotWhole', {}, file)
  return first
}

async function pagesOut(
  file: string,
  header: string,
  api: ApiClient,
): Promise<{ state: ImportAnswer['state']; written: number }> {
  let [page, taken, written, line, begin] = [1, 0, 0, 0, 1]
  let lines: string[] = []
  let state: ImportAnswer['state'] = 'importing'
  for await (const content of linesOf(file)) {
    line += 1
    lines.push(content)
    if (!content.startsWith('{"next"') && !content.startsWith('{"end"')) continue
    if (page > taken) {
      const text = (page === 1 ? lines : [header, ...lines]).join('\n')
      const answer = await patiently(() => api.importPage(text, page)).catch((error: unknown) => {
        throw atLine(error, file, page === 1 ? 0 : begin - 2)
      })
      if (typeof answer?.written !== 'number') throw new ApiError(0, null)
      written += answer.written
      taken = answer.pages
      state = answer.state
    }
    page += 1
    begin = line + 1
    lines = []
  }
  return { state, written }
}

/** A refusal names the line of its page; a person looks for it in the file. */
function atLine(error: unknown, file: string, before: number): unknown {
  const problem = error instanceof ApiError ? error.problem : null
  if (typeof problem?.line !== 'number') return error
  const { title, detail = '' } = problem
  return new UsageError('importLine', { title, detail, line: before + problem.line }, file)
}

/** Tries again what got no answer, or one that asks to come later. */
async function patiently<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (const pause of PAUSES) {
    try {
      return await ask()
    } catch (error) {
      const passing =
        error instanceof ApiError &&
        (error.status === 0 || error.status >= 500 || error.status === 429)
      if (!passing) throw error
      await new Promise((done) => setTimeout(done, pause))
    }
  }
  return ask()
}

async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const piece of createReadStream(path, 'utf8')) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw readTrouble(error, path)
  }
  if (rest !== '') yield rest
}

function jsonOf<Read>(line: string): Read {
  try {
    return JSON.parse(line) as Read
  } catch {
    return {} as Read
  }
}
