import { copyPlaces, type Place } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Resource, Value } from '../template.ts';

export type Mapping = { readonly [member: string]: Value };

/** A resource of a SAM type, as its compiler gets it. */
export interface SamResource {
  readonly logicalId: string;
  readonly type: string;
  /** Globals merged in. */
  readonly properties: Mapping;
  /** As written: Condition, DependsOn, Metadata and the like. */
  readonly resource: Mapping;
  /** The line that declares it. */
  readonly at: Place | undefined;
}

/** The attributes of a SAM resource that pass on to the resources SAM derives from it. */
export function derivedAttributes({ resource }: SamResource): Pick<Resource, 'Condition' | 'DeletionPolicy' | 'UpdateReplacePolicy'> {
  return {
    ...(typeof resource.Condition === 'string' && { Condition: resource.Condition }),
    ...(typeof resource.DeletionPolicy === 'string' && { DeletionPolicy: resource.DeletionPolicy }),
    ...(typeof resource.UpdateReplacePolicy === 'string' && { UpdateReplacePolicy: resource.UpdateReplacePolicy }),
  };
}

/** The attributes of a SAM resource that stay with the resource it becomes. */
export function ownAttributes(it: SamResource): Omit<Resource, 'Type' | 'Properties'> {
  const { DependsOn: dependsOn, Metadata: metadata } = it.resource;
  const list = Array.isArray(dependsOn)
    ? copyPlaces(
        dependsOn,
        dependsOn.filter((name) => typeof name === 'string'),
      )
    : undefined;
  return {
    ...(typeof dependsOn === 'string' && { DependsOn: dependsOn }),
    ...(list && { DependsOn: list }),
    ...derivedAttributes(it),
    ...(isMapping(metadata) && { Metadata: metadata }),
  };
}
