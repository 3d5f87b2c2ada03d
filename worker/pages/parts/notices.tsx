import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { usePage } from '../context.tsx'
import type { Words } from '../messages/index.ts'

/** What went wrong, in one plain sentence; the server words its own refusals in the page's language. */
export function errorSentence(error: unknown, t: Words): string {
  if (!(error instanceof ApiError)) return t('error.unknown')
  if (error.problem === null) return t('error.unreachable')
  const { status, detail } = error.problem
  if (status === 500 || (status > 500 && !detail)) return t('error.server')
  return detail ?? t('error.unknown')
}

interface ErrorNoticeProps {
  t: Words
  error: unknown
  onRetry?: () => void
  onSignOut?: () => void
}

export function ErrorNotice({ t, error, onRetry, onSignOut }: ErrorNoticeProps) {
  const signedOut = error instanceof ApiError && error.problem?.status === 401
  return (
    <MessageBar intent="error" layout="multiline" role="alert" data-testid="error">
      <MessageBarBody>
        <MessageBarTitle>{t('error.title')}</MessageBarTitle>
        {errorSentence(error, t)}
      </MessageBarBody>
      <MessageBarActions>
        {onSignOut && signedOut ? (
          <Button onClick={onSignOut}>{t('sign-in.again')}</Button>
        ) : onRetry ? (
          <Button onClick={onRetry}>{t('retry')}</Button>
        ) : null}
      </MessageBarActions>
    </MessageBar>
  )
}

/** The notice where a part of the page could not be read: try again, or sign in again. */
export function PageError({ error }: { error: unknown }) {
  const { t, refresh, signOut } = usePage()
  return <ErrorNotice t={t} error={error} onRetry={refresh} onSignOut={signOut} />
}

/** Says in plain words that there is nothing here, and what would change that. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty" role="status">
      <strong>{title}</strong>
      {children ? <span>{children}</span> : null}
    </div>
  )
}

export function PageSkeleton({ label }: { label: string }) {
  return (
    <main className="content">
      <Skeleton aria-label={label} className="skeleton">
        <SkeletonItem size={40} />
        <SkeletonItem size={96} />
        <SkeletonItem size={128} />
        <SkeletonItem size={128} />
      </Skeleton>
    </main>
  )
}

export function BlockSkeleton({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <Skeleton aria-label={label} className="skeleton">
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line) => (
        <SkeletonItem key={line} size={24} />
      ))}
    </Skeleton>
  )
}
