import type { Place, Resource, Template } from '@gatewright/template';

export interface ResourceFacts {
  readonly logicalId: string;
  readonly resource: Resource;
  readonly at: Place;
}

/** A template, and its resources by type. */
export interface TemplateReading {
  readonly template: Template;
  resourcesOf(type: string): readonly ResourceFacts[];
}
