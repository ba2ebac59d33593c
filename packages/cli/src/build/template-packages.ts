import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DeploymentPackage, type FailedPackage, packageFunction, packageLayer } from '@gatewright/engine/packages';
import { createScope, placeOfKey, placeOfMember, type Resource, resolveValue, type Template, type Value } from '@gatewright/template';
import type { CompiledProject } from '../compile-project.ts';

/** A function or a layer whose code is on this machine. */
export interface TemplatePackage {
  readonly logicalId: string;
  /** The property of the resource that says where the code is. */
  readonly property: 'Code' | 'Content';
  make(): Promise<DeploymentPackage | FailedPackage>;
}

/** What of a template is packaged, in the template's order. Code that the template holds itself, or that is in S3 already, is not. */
export function templatePackages(project: CompiledProject, root: string): readonly TemplatePackage[] {
  const { template } = project.compiled;
  if (!template) return [];
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    if (resource.Type === 'AWS::Lambda::Function') return functionPackage(project, template, root, logicalId, resource);
    if (resource.Type === 'AWS::Lambda::LayerVersion') return layerPackage(project, root, logicalId, resource);
    return [];
  });
}

function functionPackage(
  { compiled, parameters }: CompiledProject,
  template: Template,
  root: string,
  logicalId: string,
  resource: Resource,
): readonly TemplatePackage[] {
  const source = compiled.functions[logicalId];
  if (source === undefined || source.inlineCode !== undefined || resource.Properties?.PackageType === 'Image') return [];
  const { stackName = 'stack', region = 'us-east-1', accountId = '123456789012', format } = compiled;
  // A reference to a layer is the layer's logical id here.
  const settings = { parameters, stackName, region, accountId };
  const { scope } = createScope(
    template,
    settings,
    (id) => id,
    () => undefined,
  );
  const value = (property: string): Value => resolveValue(resource.Properties?.[property] ?? null, scope, () => {});
  const [handler, runtime, layers] = [value('Handler'), value('Runtime'), value('Layers')];
  const at = placeOfKey(template.Resources, logicalId);
  const make = (): Promise<DeploymentPackage | FailedPackage> =>
    packageFunction({
      logicalId,
      runtime: typeof runtime === 'string' ? runtime : '',
      handler: typeof handler === 'string' ? handler : '',
      codeRoot: resolve(root, source.codeUri),
      esbuild: source.esbuild,
      shipExternals: format === 'serverless',
      minify: format !== 'serverless',
      layers: (Array.isArray(layers) ? layers : []).flatMap((it) => layerFolder(compiled, root, String(it)) ?? []),
      at,
      handlerAt: placeOfMember(resource.Properties ?? {}, 'Handler') ?? at,
    });
  return [{ logicalId, property: 'Code', make }];
}

function layerPackage({ compiled }: CompiledProject, root: string, logicalId: string, resource: Resource): readonly TemplatePackage[] {
  const folder = layerFolder(compiled, root, logicalId);
  if (folder === undefined) return [];
  return [{ logicalId, property: 'Content', make: async () => packageLayer(logicalId, folder, languageFolder(resource, folder)) }];
}

function layerFolder({ template, functions }: CompiledProject['compiled'], root: string, logicalId: string): string | undefined {
  const content = functions[logicalId]?.codeUri ?? template?.Resources[logicalId]?.Properties?.Content;
  return typeof content === 'string' ? resolve(root, content) : undefined;
}

/** @source "Building Lambda layers in AWS SAM", AWS SAM developer guide */
function languageFolder({ Metadata: metadata }: Resource, folder: string): string | undefined {
  const method = metadata?.BuildMethod;
  if (typeof method !== 'string') return undefined;
  const language = ['nodejs', 'python'].find((it) => method.startsWith(it));
  return language === undefined || existsSync(join(folder, language)) ? undefined : language;
}
