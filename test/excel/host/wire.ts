import { OfficeError } from './errors.ts'

/** Arguments of a call; a proxy among them is its path id, flagged in `ReferencedObjectPathIds`. */
export interface ArgumentInfo {
  Arguments?: unknown[]
  ReferencedObjectPathIds?: unknown[]
}

export interface QueryInfo {
  Select?: string[]
  Expand?: string[]
  Top?: number
  Skip?: number
}

/** 1 instantiate, 2 query, 3 method, 4 set property, 5 trace, 9 update; the rest is not offered. */
export interface Action {
  Id: number
  ActionType: number
  Name: string
  ObjectPathId: number
  ArgumentInfo: ArgumentInfo
  QueryInfo: QueryInfo
  ObjectState: Record<string, unknown>
}

/** 1 workbook, 2 new object, 3 method, 4 property, 5 indexer, 6 reference, 7 null object. */
export interface ObjectPath {
  Id: number
  ObjectPathType: number
  Name: string
  ParentObjectPathId: number
  ArgumentInfo: ArgumentInfo
  /** The add-in said it will not use the object after this request. */
  D: boolean
}

export interface Request {
  AutoKeepReference: boolean
  Actions: Action[]
  ObjectPaths: Map<number, ObjectPath>
}

export interface WireError {
  Code: string
  Message: string
  Location: string
  HttpStatusCode: number
  ActionIndex: number
}

export interface Response {
  Results: { ActionId: number; Value: unknown }[]
  TraceIds?: number[]
  Error?: WireError
}

type Plain = Record<string, unknown>

/**
 * Reads a request; whatever is missing gets a harmless value.
 *
 * @throws OfficeError InvalidRequest when it is no request at all
 */
export function parseRequest(body: unknown): Request {
  if (!isPlain(body) || !Array.isArray(body.Actions) || !isPlain(body.ObjectPaths)) {
    throw new OfficeError('InvalidRequest')
  }
  const paths = Object.values(body.ObjectPaths).map(parsePath)
  return {
    AutoKeepReference: body.AutoKeepReference === true,
    Actions: body.Actions.map(parseAction),
    ObjectPaths: new Map(paths.map((path) => [path.Id, path])),
  }
}

function parseAction(value: unknown): Action {
  if (!isPlain(value)) throw new OfficeError('InvalidRequest')
  return {
    Id: integer(value.Id),
    ActionType: integer(value.ActionType),
    Name: text(value.Name),
    ObjectPathId: integer(value.ObjectPathId),
    ArgumentInfo: parseArguments(value.ArgumentInfo),
    QueryInfo: parseQuery(value.QueryInfo),
    ObjectState: isPlain(value.ObjectState) ? value.ObjectState : {},
  }
}

function parsePath(value: unknown): ObjectPath {
  if (!isPlain(value)) throw new OfficeError('InvalidRequest')
  return {
    Id: integer(value.Id),
    ObjectPathType: integer(value.ObjectPathType),
    Name: text(value.Name),
    ParentObjectPathId: integer(value.ParentObjectPathId),
    ArgumentInfo: parseArguments(value.ArgumentInfo),
    D: value.D === true,
  }
}

function parseArguments(value: unknown): ArgumentInfo {
  if (!isPlain(value)) return {}
  return {
    ...(Array.isArray(value.Arguments) && { Arguments: value.Arguments }),
    ...(Array.isArray(value.ReferencedObjectPathIds) && {
      ReferencedObjectPathIds: value.ReferencedObjectPathIds,
    }),
  }
}

function parseQuery(value: unknown): QueryInfo {
  if (!isPlain(value)) return {}
  const names = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  return {
    Select: names(value.Select),
    Expand: names(value.Expand),
    ...(typeof value.Top === 'number' && { Top: value.Top }),
    ...(typeof value.Skip === 'number' && { Skip: value.Skip }),
  }
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const integer = (value: unknown): number => (Number.isInteger(value) ? (value as number) : 0)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
