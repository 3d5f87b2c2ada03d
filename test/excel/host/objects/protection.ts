import { OfficeError } from '../errors.ts'
import type { Kind } from '../kind.ts'
import type { Sheet } from '../sheet.ts'

/** Protection of a sheet; passwords are not played. */
export const protectionKind: Kind<Sheet> = {
  name: 'WorksheetProtection',
  identity: () => ({}),
  properties: { protected: { get: (sheet) => sheet.isProtected } },
  methods: {
    protect: {
      call: (sheet) => {
        if (sheet.isProtected) throw new OfficeError('AccessDenied')
        sheet.isProtected = true
      },
    },
    unprotect: {
      call: (sheet) => {
        sheet.isProtected = false
      },
    },
  },
}
