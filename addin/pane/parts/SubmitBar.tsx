import { Button, Link } from '@fluentui/react-components'
import { outgoingId } from '../../client/outbox.ts'
import type { MessageKey } from '../messages/index.ts'
import { type Block, blockOf } from '../model/batch.ts'
import { agrees } from './Standing.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { waitingId } from './Waiting.tsx'

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
        disabledFocusable={block !== null}
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
        {state.submitting ? '' : block ? say(reasons[block.reason], { count }) : <Outcome />}
      </p>
    </footer>
  )
}

/** How sending it ended, beside the button: its card may be out of sight. */
function Outcome() {
  const { state, batch, say } = useView()
  if (!batch?.target) return null
  const id = outgoingId(batch.target)
  const outgoing = state.waiting.find((one) => one.id === id)
  const held = batch.known?.submission
  if (!outgoing) {
    const isReceived = held && state.acknowledged.includes(id) && agrees(held, batch)
    return isReceived ? say('outcomeReceived', { revision: held.revision }) : null
  }
  if (!outgoing.stop) return say('outcomeWaiting')
  const show = () => {
    const card = document.getElementById(waitingId(outgoing))
    card?.scrollIntoView({ block: 'start' })
    card?.focus({ preventScroll: true })
  }
  return (
    <>
      {say('outcomeStopped')}
      <Link as="button" onClick={show} data-testid="btn-why">
        {say('outcomeWhy')}
      </Link>
    </>
  )
}
