import { parseSource } from '@gatewright/template';
import type { World } from '../../world/world.ts';
import { isMapping, type Mapping, mappingAt, mappingListAt, textAt } from '../read-value.ts';
import type { ApiGatewayService } from './apigateway.ts';
import { documentationPartsIn } from './documentation-part.ts';
import type { EditableRestApi } from './editable-rest-api.ts';
import { importOpenApi } from './import-open-api.ts';
import { badRequest } from './operation.ts';

/** Reads an OpenAPI document, JSON or YAML. @throws ServiceError BadRequestException */
export function parseApiDocument(text: string): Mapping {
  const { root, diagnostics } = parseSource('body', text);
  const [first] = diagnostics.filter((it) => it.severity === 'error');
  if (!isMapping(root) || first) throw badRequest(`Invalid OpenAPI input.${first ? ` (${first.at?.line ?? 1}: ${first.message})` : ''}`);
  return root;
}

export interface DocumentToImport {
  readonly api: EditableRestApi;
  readonly document: Mapping;
  /** `failonwarnings`, `basepath`. */
  readonly query: URLSearchParams;
  readonly world: World;
}

/**
 * Adds a document to an API, and gives it the document's name, description and version.
 * @returns what AWS calls warnings
 * @throws ServiceError BadRequestException
 * @source "ImportRestApi", "PutRestApi"; localstack's recordings of both
 */
export function importDocument(apigateway: ApiGatewayService, { api, document, query, world }: DocumentToImport): readonly string[] {
  const info = mappingAt(document, 'info') ?? {};
  const prefix = prefixOf(document, query.get('basepath') ?? 'ignore');
  const findings = apigateway.editRestApi(api.id, () => importOpenApi(api, prefix === '' ? document : withPrefix(document, prefix)));
  const refused = findings.find((it) => it.unsupported);
  if (refused)
    throw badRequest(`gatewright does not serve this document: ${refused.message}${refused.hint === undefined ? '' : ` ${refused.hint}`}`);
  const warnings = findings.map((it) => it.message);
  if (warnings.length > 0 && query.get('failonwarnings') === 'true')
    throw badRequest(`Warnings found during import: ${warnings.join(' ')}`);
  api.name = textAt(info, 'title') ?? api.name;
  api.version = textAt(info, 'version') ?? api.version;
  api.description = textAt(info, 'description') ?? api.description;
  const parts = query.get('ignore') === 'documentation' ? [] : documentationPartsIn(document, world);
  for (const part of parts) apigateway.documentation.partsOf(api.id).set(part.id, part);
  return warnings;
}

/** @source "Set the OpenAPI basePath property"; localstack's recordings of its three modes */
function prefixOf(document: Mapping, mode: string): string {
  if (mode !== 'ignore' && mode !== 'prepend' && mode !== 'split')
    throw badRequest('Invalid basepath specified. Valid options are ignore,prepend,split');
  if (mode === 'ignore') return '';
  const segments = basePathOf(document)
    .split('/')
    .filter((it) => it !== '');
  return (mode === 'split' ? segments.slice(1) : segments).map((it) => `/${it}`).join('');
}

function basePathOf(document: Mapping): string {
  const [server] = mappingListAt(document, 'servers');
  if (!server) return textAt(document, 'basePath') ?? '';
  const variables = mappingAt(server, 'variables') ?? {};
  const url = (textAt(server, 'url') ?? '').replace(
    /\{([^}]+)\}/g,
    (_, name: string) => textAt(mappingAt(variables, name) ?? {}, 'default') ?? '',
  );
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}

function withPrefix(document: Mapping, prefix: string): Mapping {
  const paths = Object.entries(mappingAt(document, 'paths') ?? {}).map(
    ([path, item]) => [`${prefix}${path === '/' ? '' : path}`, item] as const,
  );
  return { ...document, paths: Object.fromEntries(paths) };
}
