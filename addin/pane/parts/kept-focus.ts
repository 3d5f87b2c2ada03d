import { type RefObject, useEffect, useRef } from 'react'

/**
 * What a person has just used often goes with its use: a finding that is put right, a question that is
 * answered. Then the focus would fall back to the top of the page; it goes to the card it was in instead.
 *
 * @returns ref of the element that holds all of it
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null)
  const last = useRef<{ used: Element; card: HTMLElement | null } | null>(null)

  useEffect(() => {
    const follow = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      last.current = { used: target, card: target.closest<HTMLElement>('section, form, footer') }
    }
    const element = page.current
    element?.addEventListener('focusin', follow)
    return () => element?.removeEventListener('focusin', follow)
  }, [])

  useEffect(() => {
    const { used, card } = last.current ?? {}
    if (!used || used.isConnected || document.activeElement !== document.body) return
    const home = card?.isConnected ? card : page.current?.querySelector('main')
    if (!home) return
    home.tabIndex = -1
    home.focus({ preventScroll: true })
  })
  return page
}

/** As a `ref`: what a press has opened is typed into at once. */
export function focused(element: HTMLElement | null): void {
  element?.focus()
}
