import { type CompileResult, type Place, placeOfMember } from '@gatewright/template';
import { type Grants, grantsOf } from './grants.ts';
import type { TemplateReading } from './resources.ts';
import { type Mapping, mapping, text } from './values.ts';

/** One AWS::Lambda::Function. */
export interface FunctionFacts {
  readonly logicalId: string;
  readonly at: Place;
  readonly properties: Mapping;
  /** `nodejs24.x`; undefined when the template computes it. */
  readonly runtime: string | undefined;
  readonly runtimeAt: Place;
  /** `src/handler.handler` */
  readonly handler: string | undefined;
  /** Folder of the code, relative to the project. */
  readonly codeUri: string;
  /** The names of its variables; undefined when the template computes the whole table. */
  readonly environment: ReadonlySet<string> | undefined;
  /** Undefined when the role is not in this template. */
  readonly grants: Grants | undefined;
}

export function readFunctions(input: TemplateReading & { compiled: CompileResult }): readonly FunctionFacts[] {
  const { compiled, resourcesOf } = input;
  return resourcesOf('AWS::Lambda::Function').map(({ logicalId, resource, at }) => {
    const properties = mapping(resource.Properties);
    const variables = mapping(properties.Environment).Variables;
    const computed = Object.keys(mapping(variables)).some((it) => it.startsWith('Fn::'));
    return {
      logicalId,
      at,
      properties,
      runtime: text(properties.Runtime),
      runtimeAt: placeOfMember(properties, 'Runtime') ?? at,
      handler: text(properties.Handler),
      codeUri: compiled.functions[logicalId]?.codeUri ?? '.',
      environment: computed ? undefined : new Set(Object.keys(mapping(variables))),
      grants: grantsOf(input, properties.Role),
    };
  });
}
