/** Holds one immutable state and tells those who asked when it is replaced. */
export class Store<State> {
  private state: State
  private readonly listeners = new Set<() => void>()

  constructor(initial: State) {
    this.state = initial
  }

  readonly get = (): State => this.state

  update(change: Partial<State> | ((state: State) => Partial<State>)): void {
    const partial = typeof change === 'function' ? change(this.state) : change
    this.state = { ...this.state, ...partial }
    for (const listener of this.listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
