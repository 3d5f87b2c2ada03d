import { Button, Field, MessageBar, MessageBarBody, Select } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { describeFileError, type FileError } from '../../workbook/file-error.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** Outside of Excel: a workbook file is checked and sent by the very same parts. */
export function FileChoice() {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  const [opening, setOpening] = useState(false)
  const [trouble, setTrouble] = useState<FileError | 'other' | null>(null)

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return
    setOpening(true)
    setTrouble(null)
    try {
      // The readers of all those formats weigh more than the pane; Excel needs none of them.
      const { openFile } = await import('../browser/open-file.ts')
      await pane.openWorkbook(openFile(new Uint8Array(await file.arrayBuffer()), file.name))
    } catch (error) {
      setTrouble(isFileError(error) ? error : 'other')
    } finally {
      setOpening(false)
    }
  }

  return (
    <section className={styles.card}>
      {state.book === '' && (
        <>
          <h2 className={styles.formTitle}>{say('openInExcel')}</h2>
          <p className={`${styles.paragraph} ${styles.quiet}`}>{say('openInExcelHint')}</p>
          <h2 className={styles.heading}>{say('fileTitle')}</h2>
        </>
      )}
      <p className={`${styles.paragraph} ${styles.quiet}`}>
        {say(state.book === '' ? 'fileHint' : 'fileAgain')}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm,.xlsb,.xls,.et,.ods,.csv"
        onChange={(event) => {
          void choose(event.target.files?.[0])
          // The same file, corrected and saved, can be chosen again.
          event.target.value = ''
        }}
        data-testid="file-input"
      />
      <Button
        appearance={state.book === '' ? 'primary' : 'secondary'}
        disabled={opening}
        onClick={() => input.current?.click()}
        data-testid="btn-file"
      >
        {say(opening ? 'fileReading' : 'fileChoose')}
      </Button>
      {trouble && (
        <MessageBar intent="error" layout="multiline" data-testid="file-trouble">
          <MessageBarBody>
            {trouble === 'other' ? say('fileOther') : describeFileError(trouble, lang)}
          </MessageBarBody>
        </MessageBar>
      )}
      {state.book !== '' && (
        <p className={styles.paragraph}>
          <strong>{state.book}</strong>
        </p>
      )}
      {state.sheets.length > 1 && (
        <Field label={say('fileSheet')}>
          <Select
            value={state.active ?? ''}
            onChange={(_, { value }) => void pane.sheets.turnTo(value)}
            data-testid="file-sheet"
          >
            {state.sheets.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
      )}
    </section>
  )
}

function isFileError(error: unknown): error is FileError {
  return error instanceof Error && error.name === 'FileError'
}
