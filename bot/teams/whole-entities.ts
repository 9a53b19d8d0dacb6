import { createRequire } from 'node:module'

type Mapper = { type: { additionalProperties?: { type: { name: string } } } }
type Mappers = { Entity: Mapper }

/**
 * Lets entities of a message keep all their properties on the wire. The mapper of an activity says that they may have
 * more than the SDK knows, but the serializer looks at the mapper of the entity, which does not: a citation would
 * arrive as its `type` alone.
 */
export function keepEntitiesWhole(): void {
  const sdk = createRequire(createRequire(import.meta.url).resolve('botbuilder'))
  const { Entity } = sdk('botframework-connector/lib/connectorApi/models/mappers') as Mappers
  Entity.type.additionalProperties = { type: { name: 'any' } }
}
