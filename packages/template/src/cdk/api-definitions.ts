import type { Report } from '../diagnostic.ts';
import { copyPlaces, placeOfMember } from '../places.ts';
import { isMapping, parseSource } from '../source.ts';
import type { ReadFile, Resource, Template } from '../template.ts';
import type { FileAssets } from './file-assets.ts';

interface DefinitionFiles {
  readonly readFile: ReadFile;
  readonly files: Set<string>;
  readonly report: Report;
}

/** Puts the OpenAPI document of each REST API whose `BodyS3Location` is an asset in its `Body`, where AWS reads it from S3. */
export async function withApiDefinitions(
  template: Template,
  assets: FileAssets,
  { readFile, files, report }: DefinitionFiles,
): Promise<Template> {
  const read = async (resource: Resource): Promise<Resource> => {
    const { Type: type, Properties: properties = {} } = resource;
    const { BodyS3Location: location, ...rest } = properties;
    const path = type === 'AWS::ApiGateway::RestApi' && isMapping(location) ? assets.pathOf(location.Key) : undefined;
    if (path === undefined) return resource;
    files.add(path);
    const text = await readFile(path).catch(() => undefined);
    if (text === undefined) {
      const at = placeOfMember(properties, 'BodyS3Location');
      report({ code: 'FILE_NOT_FOUND', severity: 'error', message: `There is no file ${path}.`, at, hint: 'Run `cdk synth` again.' });
      return resource;
    }
    const { root, diagnostics } = parseSource(path, text, 'YAML 1.1');
    diagnostics.forEach(report);
    if (!isMapping(root)) return resource;
    return copyPlaces(resource, { ...resource, Properties: copyPlaces(properties, { ...rest, Body: root }) });
  };
  const entries = Object.entries(template.Resources).map(
    async ([logicalId, it]): Promise<[string, Resource]> => [logicalId, await read(it)],
  );
  return copyPlaces(template, { ...template, Resources: copyPlaces(template.Resources, Object.fromEntries(await Promise.all(entries))) });
}
