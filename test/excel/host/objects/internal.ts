import { type Kind, node } from '../kind.ts'

/** What Office.js talks to of its own accord: it reports that it can take ribbon commands. */
const addinServiceKind: Kind<null> = {
  name: 'AddinInternalService',
  identity: () => ({}),
  properties: {},
  methods: { notifyActionHandlerReady: { call: () => undefined } },
}

/** Objects made by their type's name instead of being found in the workbook. */
export const newObjects = new Map([
  ['Microsoft.InternalService.AddinInternalService', node(addinServiceKind, null)],
])
