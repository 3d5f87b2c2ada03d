import { FILTER_FUNCTIONS } from './filter.ts'
import { type EntitySet, entitySets, keysOf, NAMESPACE } from './model.ts'

const CORE = 'Org.OData.Core.V1'
const CAPABILITIES = 'Org.OData.Capabilities.V1'

/** `$metadata`: the model in CSDL XML 4.0, with what the service cannot do, so that nobody asks for it. */
export function metadataDocument(): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
<edmx:DataServices>
<Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${entitySets.map(entityType).join('\n')}
<EntityContainer Name="Container">
${entitySets.map(entitySet).join('\n')}
<Annotation Term="${CAPABILITIES}.ConformanceLevel" EnumMember="${CAPABILITIES}.ConformanceLevelType/Minimal"/>
<Annotation Term="${CAPABILITIES}.FilterFunctions"><Collection>${FILTER_FUNCTIONS.map((name) => `<String>${name}</String>`).join('')}</Collection></Annotation>
<Annotation Term="${CAPABILITIES}.BatchSupported" Bool="false"/>
</EntityContainer>
</Schema>
</edmx:DataServices>
</edmx:Edmx>
`
}

function entityType(set: EntitySet): string {
  const keys = keysOf(set).map(({ name }) => `<PropertyRef Name="${name}"/>`)
  const properties = set.columns.map(
    ({ name, type, nullable, title }) =>
      `<Property Name="${name}" Type="${type}"${nullable ? '' : ' Nullable="false"'}${type === 'Edm.DateTimeOffset' ? ' Precision="3"' : ''}>${description(title.zh, title.en)}</Property>`,
  )
  return `<EntityType Name="${set.type}"><Key>${keys.join('')}</Key>
${properties.join('\n')}
</EntityType>`
}

function entitySet({ name, type, title }: EntitySet): string {
  return `<EntitySet Name="${name}" EntityType="${NAMESPACE}.${type}">${description(title.zh, title.en)}
${['Insert', 'Update', 'Delete'].map((change) => never(`${change}Restrictions`, `${change}able`)).join('\n')}
${never('ExpandRestrictions', 'Expandable')}
${never('SearchRestrictions', 'Searchable')}
</EntitySet>`
}

function never(term: string, property: string): string {
  return `<Annotation Term="${CAPABILITIES}.${term}"><Record><PropertyValue Property="${property}" Bool="false"/></Record></Annotation>`
}

function description(zh: string, en: string): string {
  return `<Annotation Term="${CORE}.Description" String="${zh} / ${en}"/>`
}
