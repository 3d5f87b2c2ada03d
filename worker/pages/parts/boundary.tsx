import { Component, type ReactNode } from 'react'
import type { Words } from '../messages/index.ts'
import { ErrorNotice } from './notices.tsx'

interface BoundaryProps {
  t: Words
  children: ReactNode
}

/** Where a part of the page fails, its reader is told so in plain words instead of seeing nothing. */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { t, children } = this.props
    if (this.state.error === null) return children
    return (
      <main className="narrow">
        <ErrorNotice t={t} error={this.state.error} onRetry={() => location.reload()} />
      </main>
    )
  }
}
