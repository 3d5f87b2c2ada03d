/**
 * The errors Excel answers with. Codes and sentences are those of the Excel JavaScript API
 * reference, "Error handling with the application-specific JavaScript APIs".
 */
export type ErrorCode =
  | 'AccessDenied'
  | 'ApiNotFound'
  | 'GeneralException'
  | 'InvalidArgument'
  | 'InvalidOperation'
  | 'InvalidReference'
  | 'InvalidRequest'
  | 'ItemAlreadyExists'
  | 'ItemNotFound'
  | 'RequestPayloadSizeLimitExceeded'
  | 'ResponsePayloadSizeLimitExceeded'

const said: Record<ErrorCode, { status: number; message: string }> = {
  AccessDenied: { status: 403, message: 'You cannot perform the requested operation.' },
  ApiNotFound: {
    status: 404,
    message:
      'The API you are trying to use could not be found. It may be available in a newer version of Excel.',
  },
  GeneralException: {
    status: 500,
    message: 'There was an internal error while processing the request.',
  },
  InvalidArgument: {
    status: 400,
    message: 'The argument is invalid or missing or has an incorrect format.',
  },
  InvalidOperation: {
    status: 400,
    message: 'The operation attempted is invalid on the object.',
  },
  InvalidReference: {
    status: 400,
    message: 'This reference is not valid for the current operation.',
  },
  InvalidRequest: { status: 400, message: 'Cannot process the request.' },
  ItemAlreadyExists: { status: 409, message: 'The resource being created already exists.' },
  ItemNotFound: { status: 404, message: "The requested resource doesn't exist." },
  RequestPayloadSizeLimitExceeded: {
    status: 400,
    message: 'The request payload size has exceeded the limit.',
  },
  ResponsePayloadSizeLimitExceeded: {
    status: 400,
    message: 'The response payload size has exceeded the limit.',
  },
}

/** A request Excel turns down; every other exception in the host is a fault of the host. */
export class OfficeError extends Error {
  readonly code: ErrorCode
  readonly status: number
  /** Where it happened, as Excel names it: `Worksheet.getRange`. */
  location: string

  /** `detail` replaces Excel's general sentence where Excel itself is more precise. */
  constructor(code: ErrorCode, location = '', detail?: string) {
    super(detail ?? said[code].message)
    this.name = 'OfficeError'
    this.code = code
    this.status = said[code].status
    this.location = location
  }
}

export const invalidArgument = (detail?: string): OfficeError =>
  new OfficeError('InvalidArgument', '', detail)

/** What was looked for, if it is there. @throws OfficeError ItemNotFound */
export function existing<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new OfficeError('ItemNotFound')
  return found
}
