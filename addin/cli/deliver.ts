import { type Arguments, UsageError } from './arguments.ts'
import { writeOutput } from './files.ts'
import { usageErrorOf } from './server.ts'
import { status, type Terminal } from './terminal.ts'

/**
 * Prints what the server answered, or writes it to the file of `-o`.
 * @throws UsageError
 */
export async function deliver(
  contentOf: () => Promise<string | Uint8Array>,
  to: { format: string; args: Arguments; terminal: Terminal; server: string },
): Promise<number> {
  const { format, args, terminal, server } = to
  const { output } = args.given
  if (format === 'xlsx' && output === undefined) throw new UsageError('outputNeeded')
  const content = await contentOf().catch((error: unknown) => {
    throw usageErrorOf(error, server)
  })
  if (output === undefined) terminal.out(content)
  else {
    await writeOutput(output, content)
    terminal.out(terminal.say('written', { file: output }))
  }
  return status.fine
}
