import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OfficeAddinManifest } from 'office-addin-manifest'
import { beforeAll, describe, expect, test } from 'vitest'

/**
 * Microsoft's own validator is a service; these are its rules that bear on this manifest, checked
 * offline: element order, resource ids, lengths, addresses, locales, icon sizes.
 */

const root = join(import.meta.dirname, '../..')
const path = join(root, 'manifest.xml')

/** An element with its children in their order; the XML here has no mixed content. */
interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

function parse(xml: string): Element {
  const stack: Element[] = [{ name: '', attributes: {}, children: [], text: '' }]
  const tokens = /<\?[^>]*\?>|<\/([\w:]+)>|<([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
  for (const [, closed, opened, attributes = '', empty, text] of xml.matchAll(tokens)) {
    const top = stack.at(-1)!
    if (text) top.text += text.trim()
    if (closed) {
      expect(closed).toBe(top.name)
      stack.pop()
    }
    if (!opened) continue
    const element: Element = { name: opened, attributes: {}, children: [], text: '' }
    for (const [, name, value] of attributes.matchAll(/([\w:]+)="([^"]*)"/g)) {
      element.attributes[name!] = value!
    }
    top.children.push(element)
    if (!empty) stack.push(element)
  }
  expect(stack).toHaveLength(1)
  return stack[0]!.children[0]!
}

const app = parse(readFileSync(path, 'utf8'))
const all = (element: Element = app): Element[] => [element, ...element.children.flatMap(all)]
const named = (name: string): Element[] => all().filter((element) => element.name === name)

/** Children in the order the schema (taskpane manifest 1.1, version overrides 1.0) asks for. */
const orders: Record<string, string[]> = {
  OfficeApp: [
    ...['Id', 'AlternateId', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName'],
    ...['Description', 'IconUrl', 'HighResolutionIconUrl', 'SupportUrl', 'AppDomains', 'Hosts'],
    ...['Requirements', 'DefaultSettings', 'Permissions', 'VersionOverrides'],
  ],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources'],
  DesktopFormFactor: ['GetStarted', 'FunctionFile', 'ExtensionPoint'],
  GetStarted: ['Title', 'Description', 'LearnMoreUrl'],
  OfficeTab: ['Group'],
  Group: ['Label', 'Icon', 'Control'],
  Control: ['Label', 'Supertip', 'Icon', 'Action'],
  Supertip: ['Title', 'Description'],
  Action: ['TaskpaneId', 'SourceLocation'],
  Resources: ['bt:Images', 'bt:Urls', 'bt:ShortStrings', 'bt:LongStrings'],
}

test.each(Object.entries(orders))('children of %s are known and in order', (name, order) => {
  const parents = named(name)
  expect(parents.length).toBeGreaterThan(0)
  for (const { children } of parents) {
    const places = children.map((child) => order.indexOf(child.name))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})

describe('as Microsoft’s own reader sees it', () => {
  let info: Awaited<ReturnType<typeof OfficeAddinManifest.readManifestFile>>
  beforeAll(async () => {
    info = await OfficeAddinManifest.readManifestFile(path)
  })

  test('it is Excel’s task pane, Chinese first', () => {
    expect(info).toMatchObject({
      officeAppType: 'TaskPaneApp',
      hosts: ['Workbook'],
      defaultLocale: 'zh-CN',
      displayName: '复工台账',
      permissions: 'ReadWriteDocument',
      defaultSettings: { sourceLocation: 'https://localhost:3000/taskpane.html' },
    })
    expect(info.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(info.version).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
  })

  test('lengths are within Microsoft’s limits', () => {
    expect(info.displayName!.length).toBeLessThanOrEqual(125)
    expect(info.description!.length).toBeLessThanOrEqual(250)
    expect(info.providerName!.length).toBeLessThanOrEqual(125)
  })
})

test('the oldest Excel it runs in is that of 2019', () => {
  expect(named('Set').map(({ attributes }) => attributes)).toEqual([
    { Name: 'ExcelApi', MinVersion: '1.7' },
  ])
})

test('every resource is defined once, used, and short enough of name', () => {
  const defined = ['bt:Image', 'bt:Url', 'bt:String']
    .flatMap(named)
    .flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]))
  const used = all().flatMap(({ attributes: { resid } }) => (resid === undefined ? [] : [resid]))
  expect(new Set(defined).size).toBe(defined.length)
  expect([...new Set(used)].sort()).toEqual([...defined].sort())
  for (const id of defined) expect(id.length).toBeLessThanOrEqual(32)
})

test('wordings come in Chinese and English, within their lengths', () => {
  const worded = [...named('DisplayName'), ...named('bt:String'), ...app.children].filter(
    ({ name, attributes }) =>
      attributes.DefaultValue !== undefined && /String|DisplayName|^Description$/.test(name),
  )
  expect(worded.length).toBeGreaterThan(5)
  const long = new Set(named('bt:LongStrings').flatMap(({ children }) => children))
  for (const element of worded) {
    const limit = long.has(element) || element.name === 'Description' ? 250 : 125
    expect(element.children).toHaveLength(1)
    const english = element.children[0]!
    expect(english.attributes.Locale).toBe('en-US')
    expect(element.attributes.DefaultValue).toMatch(/\p{Script=Han}/u)
    expect(english.attributes.Value).not.toMatch(/\p{Script=Han}/u)
    expect(element.attributes.DefaultValue!.length).toBeLessThanOrEqual(limit)
    expect(english.attributes.Value!.length).toBeLessThanOrEqual(limit)
  }
})

test('addresses are https, of one site that the add-in may open', () => {
  const addresses = all()
    .flatMap(({ attributes, text }) => [...Object.values(attributes), text])
    .filter((value) => /^\w+:\/\//.test(value) && !value.startsWith('http://schemas.microsoft.com'))
    .filter((value) => !value.startsWith('http://www.w3.org'))
  expect(addresses.length).toBeGreaterThan(5)
  const site = named('AppDomain')[0]!.text
  for (const address of addresses) {
    expect(new URL(address).protocol).toBe('https:')
    expect(new URL(address).origin).toBe(site)
  }
})

test('icons are there, square, and of the sizes they are given for', () => {
  const sized = named('bt:Image').filter(({ attributes }) => attributes.size !== undefined)
  expect(new Set(sized.map(({ attributes }) => attributes.size))).toEqual(
    new Set(['16', '32', '80']),
  )
  const addresses = new Map(
    named('bt:Image').map(({ attributes }) => [attributes.id, attributes.DefaultValue]),
  )
  const wanted = [
    ...sized.map(
      ({ attributes: { size, resid } }) => [Number(size), addresses.get(resid)] as const,
    ),
    ...named('IconUrl').map((icon) => [32, icon.attributes.DefaultValue] as const),
    ...named('HighResolutionIconUrl').map((icon) => [64, icon.attributes.DefaultValue] as const),
  ]
  for (const [size, address] of wanted) {
    const file = join(root, 'addin/assets', new URL(address!).pathname)
    expect(existsSync(file), file).toBe(true)
    const bytes = readFileSync(file)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([size, size])
  }
})
