type Attributes = Record<string, string | number | boolean | null>

/** An element with its attributes and children; a null or false attribute is left out. */
export function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[N] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, String(value))
  }
  made.append(...children)
  return made
}

/** Puts an absolutely placed element where it belongs. */
export function place(
  target: HTMLElement,
  box: { x: number; y: number; width: number; height: number },
): void {
  target.style.left = `${box.x}px`
  target.style.top = `${box.y}px`
  target.style.width = `${box.width}px`
  target.style.height = `${box.height}px`
}
