import { existing, OfficeError } from './errors.ts'
import type { Host } from './host.ts'
import { isNode, type Node, node } from './kind.ts'
import { newObjects } from './objects/internal.ts'
import { workbookKind } from './objects/workbook.ts'
import type { Action, ArgumentInfo, ObjectPath, Request, Response, WireError } from './wire.ts'

/**
 * Carries out a request: its actions in order, up to the first that fails. What was done before a
 * failure stays done, as in Excel.
 */
export function process(request: Request, host: Host): Response {
  const paths = new Paths(request, host)
  const response: Response = { Results: [] }
  const traces: number[] = []
  for (const [index, action] of request.Actions.entries()) {
    try {
      const value = perform(action, paths, host)
      response.Results.push({ ActionId: action.Id, Value: value ?? null })
      if (action.ActionType === 5) traces.push(action.Id)
    } catch (error) {
      response.Error = asWireError(error, index)
      break
    }
  }
  if (traces.length > 0) response.TraceIds = traces
  return response
}

function perform(action: Action, paths: Paths, host: Host): unknown {
  if (action.ActionType === 5) return null
  const target = paths.at(action.ObjectPathId)
  switch (action.ActionType) {
    case 1:
      return target && { ...target.identity(), ...reference(target, host) }
    case 2:
      return target?.query(action.QueryInfo, host) ?? null
    case 3:
      if (action.Name === '_KeepReference') {
        if (target?.kept) host.keep(target)
        return null
      }
      return method(existing(target), action, paths, host)
    case 4:
      existing(target).set(action.Name, paths.given(action.ArgumentInfo)[0], host)
      return null
    case 9:
      for (const [name, value] of Object.entries(action.ObjectState)) {
        existing(target).set(name, value, host)
      }
      return null
    default:
      throw new OfficeError('ApiNotFound')
  }
}

function method(target: Node, action: Action, paths: Paths, host: Host): unknown {
  const result = target.call(action.Name, paths.given(action.ArgumentInfo), host)
  return isNode(result) ? result.identity() : result
}

/** What a kept object is told again by. */
function reference(target: Node, host: Host): Record<string, string> {
  const id = host.referenceOf(target)
  return id ? { _ReferenceId: id } : {}
}

function asWireError(error: unknown, index: number): WireError {
  // Anything else is a fault of the stand-in; the add-in sees what it would see of a fault in Excel.
  const said = error instanceof OfficeError ? error : new OfficeError('GeneralException')
  return {
    Code: said.code,
    Message: said.message,
    Location: said.location,
    HttpStatusCode: said.status,
    ActionIndex: index,
  }
}

/** The objects a request speaks of, each found (or made) once, when it is first needed. */
class Paths {
  private readonly request: Request
  private readonly host: Host
  private readonly found = new Map<number, Node | null>()
  private readonly searching = new Set<number>()

  constructor(request: Request, host: Host) {
    this.request = request
    this.host = host
  }

  at(id: number): Node | null {
    const known = this.found.get(id)
    if (known !== undefined) return known
    const path = this.request.ObjectPaths.get(id)
    if (!path || this.searching.has(id)) throw new OfficeError('InvalidRequest')
    this.searching.add(id)
    const target = this.search(path)
    if (target && !target.isAlive(this.host)) throw new OfficeError('ItemNotFound')
    this.searching.delete(id)
    this.found.set(id, target)
    return target
  }

  /** The arguments of a call, with the objects among them in place of their path ids. */
  given(info: ArgumentInfo): unknown[] {
    const flags = info.ReferencedObjectPathIds ?? []
    return (info.Arguments ?? []).map((argument, index) => {
      const id = flags[index]
      return typeof id === 'number' && id > 0 ? this.at(id) : argument
    })
  }

  private search(path: ObjectPath): Node | null {
    switch (path.ObjectPathType) {
      case 1:
        return node(workbookKind, this.host.book)
      case 6: {
        const kept = this.host.referenced(path.Name)
        if (!kept) throw new OfficeError('InvalidReference')
        return kept
      }
      case 7:
        return null
      case 3:
      case 4:
      case 5:
        return this.below(path)
      default: {
        const made = newObjects.get(path.Name)
        if (path.ObjectPathType !== 2 || !made) throw new OfficeError('ApiNotFound', path.Name)
        return made
      }
    }
  }

  /** Whatever is asked of a null object is a null object again. */
  private below(path: ObjectPath): Node | null {
    const parent = this.at(path.ParentObjectPathId)
    if (!parent) return null
    if (path.ObjectPathType === 4) return parent.follow(path.Name, this.host)
    const args = this.given(path.ArgumentInfo)
    if (path.ObjectPathType === 5) return parent.item(args[0], this.host)
    const result = parent.call(path.Name, args, this.host)
    if (result !== null && !isNode(result)) throw new OfficeError('InvalidRequest')
    return result
  }
}
