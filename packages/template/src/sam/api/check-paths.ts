import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { isNoValue } from '../intrinsic-forms.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';

/** Members of a path item that are no methods. */
const fields = ['summary', 'description', 'parameters', 'servers', '$ref'];

/** Checks that SAM can add to the paths of a DefinitionBody: items, methods and integrations must be maps, or Fn::If of maps. */
export function checkPaths({ logicalId, properties }: SamResource, compilation: Compilation): void {
  const { DefinitionBody: body } = properties;
  const paths = isMapping(body) ? body.paths : undefined;
  if (!isMapping(paths)) return;
  const owner = `DefinitionBody of "${logicalId}"`;
  const check = (holder: Mapping, name: string, what: string): readonly Mapping[] => {
    const branches = branchesOf(holder[name] ?? null);
    if (branches?.every(isMapping)) return branches;
    const at = placeOfMember(holder, name) ?? placeOfMember(properties, 'DefinitionBody');
    reportInvalid(compilation, `${what} in the ${owner} must be a map.`, at);
    return [];
  };
  for (const path of Object.keys(paths)) {
    for (const item of check(paths, path, `The path ${path}`)) {
      for (const method of Object.keys(item).filter(
        (it) => !fields.includes(it) && !(it.startsWith('x-') && !it.endsWith('-any-method')),
      )) {
        for (const operation of check(item, method, `The method ${method} of ${path}`)) {
          const integration = operation['x-amazon-apigateway-integration'];
          if (integration) check(operation, 'x-amazon-apigateway-integration', `The integration of ${method} ${path}`);
        }
      }
    }
  }
}

/** Both branches of a Fn::If, without AWS::NoValue; undefined for a malformed one. */
function branchesOf(value: Value): readonly Value[] | undefined {
  const branches = isMapping(value) ? value['Fn::If'] : undefined;
  if (branches === undefined) return [value];
  return Array.isArray(branches) ? branches.slice(1).filter((it) => !isNoValue(it)) : undefined;
}
