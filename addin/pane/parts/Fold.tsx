import type { ReactNode } from 'react'
import { useStyles } from './styles.ts'

interface Props {
  title: string
  children: ReactNode
  open?: boolean
  id?: string
}

/** What can be unfolded. Fluent leads the Tab key itself and passes over summaries without tabindex. */
export function Fold({ title, children, open = false, id }: Props) {
  const styles = useStyles()
  return (
    <details className={styles.details} open={open} data-testid={id}>
      <summary tabIndex={0}>{title}</summary>
      {children}
    </details>
  )
}
