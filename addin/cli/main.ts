import { shanghaiDay } from '../../shared/periods/periods.ts'
import { isCommand, langOf, readArguments, UsageError } from './arguments.ts'
import { check } from './check.ts'
import { draft } from './draft.ts'
import { fix } from './fix.ts'
import { listForms } from './forms.ts'
import { list } from './list.ts'
import { sayIn } from './messages.ts'
import { submit } from './submit.ts'
import { status, type Terminal, troubleLine } from './terminal.ts'
import { totals } from './totals.ts'
import { exportData, importData } from './transfer.ts'

const commands = {
  check,
  fix,
  submit,
  totals,
  list,
  forms: listForms,
  draft,
  export: exportData,
  import: importData,
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no trouble. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run(process.argv.slice(2))

async function run([word, ...args]: string[]): Promise<number> {
  let say = sayIn('zh')
  try {
    const lang = langOf([word ?? '', ...args])
    say = sayIn(lang)
    const terminal: Terminal = {
      lang,
      say,
      out: (content) =>
        process.stdout.write(
          typeof content === 'string' ? `${content.replace(/\n$/, '')}\n` : content,
        ),
      err: (line) => process.stderr.write(`${line}\n`),
      today: () => shanghaiDay(new Date().toISOString()),
      fetch,
    }
    if (word === undefined) throw new UsageError('commandMissing')
    if ([word, ...args].some((one) => one === '--help' || one === '-h') || word === 'help') {
      terminal.out(say('help'))
      return status.fine
    }
    if (!isCommand(word)) throw new UsageError('commandUnknown', { command: word })
    return await commands[word](readArguments(word, args), terminal)
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const line = error instanceof UsageError ? troubleLine(error, say) : say('unexpected', { what })
    process.stderr.write(`${line}\n`)
    return status.unusable
  }
}
