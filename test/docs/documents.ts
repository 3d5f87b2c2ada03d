/** The documents that are made from definitions and message tables. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formJsonSchema } from '../../shared/forms/form-schema.ts'
import { forms } from '../../shared/forms/index.ts'
import { costPage } from './cost-page.ts'
import { formPage } from './form-page.ts'
import { formsIndex } from './forms-index.ts'
import { messagesPage } from './messages-page.ts'
import { routesPage } from './routes-page.ts'

export const root = join(import.meta.dirname, '../..')

/** Path from the root → text. */
export function documents(): Map<string, string> {
  return new Map([
    ['docs/forms/README.md', formsIndex(forms)],
    ...forms.map((form): [string, string] => [`docs/forms/${form.id}.md`, formPage(form)]),
    ['docs/forms/schema.json', `${JSON.stringify(formJsonSchema(), null, 2)}\n`],
    ['docs/messages.md', messagesPage()],
    ['docs/guides/cost.md', costPage()],
    ['docs/routes.md', routesPage()],
  ])
}

/** Paths of documents that are not, or no longer, what their sources say. */
export function drift(): string[] {
  const made = documents()
  const written = [...globSync('docs/forms/*', { cwd: root }), 'docs/messages.md']
  const paths = new Set([...made.keys(), ...written.map((path) => path.replaceAll('\\', '/'))])
  return [...paths].filter((path) => made.get(path) !== read(path)).sort()
}

function read(path: string): string | undefined {
  try {
    // A checkout may have turned the line ends.
    return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}
