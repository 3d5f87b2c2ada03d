import { Button } from '@fluentui/react-components'
import type { MessageKey } from '../messages/index.ts'
import { type Block, blockOf } from '../model/batch.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

const reasons: Record<Block['reason'], MessageKey> = {
  reading: 'blockReading',
  'not-ours': 'blockNotOurs',
  'not-enrolled': 'blockNotEnrolled',
  'no-unit': 'blockNoUnit',
  'not-reporter': 'blockNotReporter',
  'no-records': 'blockNoRecords',
  errors: 'blockErrors',
  accepted: 'blockAccepted',
}

/** The one thing to do in the end; where it cannot be done, why. */
export function SubmitBar() {
  const { pane, state, batch, say } = useView()
  const styles = useStyles()
  const block = blockOf(state, batch)
  const again = (batch?.known?.submission ?? null) !== null
  const count = block?.reason === 'errors' ? block.count : 0
  return (
    <footer className={styles.bottom}>
      {!state.online && (
        <p className={styles.paragraph} role="status" data-testid="offline">
          {say('offline')}
        </p>
      )}
      <Button
        appearance="primary"
        size="large"
        disabled={block !== null}
        aria-describedby="submit-block"
        onClick={() => void pane.letters.submit()}
        data-testid="btn-submit"
      >
        {state.submitting ? say('submitting') : say(again ? 'submitAgain' : 'submit')}
      </Button>
      <p
        id="submit-block"
        className={`${styles.paragraph} ${styles.quiet}`}
        role="status"
        data-testid="submit-block"
      >
        {block && !state.submitting ? say(reasons[block.reason], { count }) : ''}
      </p>
    </footer>
  )
}
