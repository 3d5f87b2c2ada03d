import { parseArgs } from 'node:util'
import type { Lang } from '../../shared/messages/index.ts'
import { parsePeriod } from '../../shared/periods/periods.ts'
import type { MessageId } from './messages.ts'

/** Arguments or input that cannot be used: one line for the person, exit status 2. */
export class UsageError extends Error {
  readonly id: MessageId
  readonly values: Record<string, string | number>
  /** File the trouble is about. */
  readonly file: string | null

  constructor(id: MessageId, values: Record<string, string | number> = {}, file?: string) {
    super(id)
    this.id = id
    this.values = values
    this.file = file ?? null
  }
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const output = { type: 'string', short: 'o' } as const

/** Options of every command; both are looked at before the rest. */
const common = { lang: text, help: { type: 'boolean', short: 'h' } } as const

/** Options of each command. */
const options = {
  check: { json: flag, form: text, unit: text, period: text, previous: text, forms: text },
  fix: { output, period: text, forms: text },
  submit: {
    server: text,
    token: text,
    unit: text,
    period: text,
    previous: text,
    forms: text,
    form: text,
    zero: flag,
    reason: text,
  },
  totals: {
    server: text,
    token: text,
    unit: text,
    period: text,
    form: text,
    view: text,
    format: text,
    output,
  },
  list: {
    server: text,
    token: text,
    unit: text,
    period: text,
    list: text,
    day: text,
    view: text,
    format: text,
    output,
  },
  forms: { json: flag, forms: text },
  draft: { output, sheet: text, forms: text },
  export: { server: text, token: text, output },
  import: { server: text, token: text },
} as const

export type Command = keyof typeof options

/** How many files each command takes. */
const files: Record<Command, number> = {
  check: Number.POSITIVE_INFINITY,
  fix: 1,
  submit: Number.POSITIVE_INFINITY,
  totals: 0,
  list: 0,
  forms: 0,
  draft: 1,
  export: 0,
  import: 1,
}

/**
 * The language asked for; Chinese unless said.
 * @throws UsageError
 */
export function langOf(args: string[]): Lang {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  if (at < 0) return 'zh'
  const value = args[at]?.split('=')[1] ?? args[at + 1] ?? ''
  if (value === 'zh' || value === 'en') return value
  throw new UsageError('optionValueWrong', { option: '--lang', value, allowed: 'zh, en' })
}

export interface Arguments {
  command: Command
  files: string[]
  /** Given texts by option. */
  given: Record<string, string>
  json: boolean
  zero: boolean
}

export function isCommand(word: string): word is Command {
  return Object.hasOwn(options, word)
}

/**
 * Reads what follows the command's name.
 * @throws UsageError
 */
export function readArguments(command: Command, args: string[]): Arguments {
  const { values, positionals } = parse(command, args)
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') given[name] = value
  }
  if (given.period !== undefined && !parsePeriod(given.period)) {
    throw new UsageError('periodWrong', { value: given.period })
  }
  const zero = 'zero' in values && values.zero === true
  if (zero && given.reason !== undefined) throw new UsageError('zeroOrReason')
  const most = zero || given.reason !== undefined ? 0 : files[command]
  if (most > 0 && positionals.length === 0) throw new UsageError('filesMissing')
  const extra = positionals[most]
  if (extra !== undefined) throw new UsageError('argumentExtra', { argument: extra })
  return {
    command,
    files: positionals,
    given,
    json: 'json' in values && values.json === true,
    zero,
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({
      args: joined(command, args),
      options: { ...options[command], ...common },
      allowPositionals: true,
    })
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const option = /'(-[^'\s,]*)/.exec(said)?.[1] ?? ''
    const missing = /argument missing|ambiguous/.test(said)
    throw new UsageError(missing ? 'optionValueMissing' : 'optionUnknown', { option })
  }
}

/** `--token -x9…` is a value like any other: one token of 64 begins with a dash. */
function joined(command: Command, args: string[]): string[] {
  const known: Record<string, { type: string; short?: string }> = { ...options[command], ...common }
  const isOption = (arg: string) =>
    arg === '-' ||
    Object.entries(known).some(
      ([name, { short }]) =>
        arg === `--${name}` || arg.startsWith(`--${name}=`) || (short && arg === `-${short}`),
    )
  return args.reduce<string[]>((read, arg) => {
    const before = read.at(-1) ?? ''
    const asks = before.startsWith('--') && known[before.slice(2)]?.type === 'string'
    if (asks && arg.startsWith('-') && !isOption(arg)) read[read.length - 1] = `${before}=${arg}`
    else read.push(arg)
    return read
  }, [])
}

/** @throws UsageError when the option was not given */
export function needed({ given }: Arguments, option: string): string {
  const value = given[option]
  if (value === undefined) throw new UsageError('optionMissing', { option: `--${option}` })
  return value
}

/** @throws UsageError when the option was given as something else */
export function oneOf<const Value extends string>(
  { given }: Arguments,
  option: string,
  allowed: readonly [Value, ...Value[]],
): Value {
  const value = given[option] ?? allowed[0]
  const found = allowed.find((one) => one === value)
  if (found === undefined) {
    const values = { option: `--${option}`, value, allowed: allowed.join(', ') }
    throw new UsageError('optionValueWrong', values)
  }
  return found
}
