import { markMember, placeAll, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf } from '../draft.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import { checkShapes } from '../properties.ts';
import { anyMethod, integrationKey, pathItems, pathsOf } from './definition.ts';
import type { SamApi } from './sam-api.ts';

const allMethods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

interface CorsConfiguration {
  readonly AllowOrigin: Value;
  readonly AllowHeaders: Value | undefined;
  readonly AllowMethods: Value | undefined;
  readonly MaxAge: Value | undefined;
  readonly AllowCredentials: Value | undefined;
  /** What the user wrote, for the place of each member. */
  readonly written: { readonly [member: string]: Value };
}

/**
 * Cors: an OPTIONS method that answers by itself on every path that has none.
 * @source "CorsConfiguration", AWS SAM developer guide
 */
export function addCors(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const { properties, logicalId } = api.it;
  const { Cors: cors } = properties;
  if (cors === undefined || cors === null || cors === '') return;
  const at = placeOfMember(properties, 'Cors');
  const configuration = readCors(cors, `Cors of "${logicalId}"`, compilation);
  if (configuration.AllowCredentials === true && configuration.AllowOrigin === "'*'") {
    const hint = `Name the origin: AllowOrigin: "'https://example.com'".`;
    reportInvalid(compilation, `Cors of "${logicalId}" allows credentials for any origin, which browsers refuse.`, at, { hint });
    return;
  }
  // API Gateway takes /path and /path/ for one resource.
  const done = new Set<string>();
  for (const path of pathsOf(definition)) {
    const normal = path === '/' ? path : path.replace(/\/+$/, '');
    if (done.has(normal)) continue;
    done.add(normal);
    // A list made for one branch of a conditional path holds for the other, too.
    let methods = configuration.AllowMethods;
    for (const item of pathItems(definition, path)) {
      if (Object.hasOwn(item, 'options')) continue;
      methods ??= `'${methodsOf(item).join(',')}'`;
      item.options = placeAll(optionsMethod({ ...configuration, AllowMethods: methods }), at);
    }
  }
}

function readCors(cors: Value, owner: string, compilation: Compilation): CorsConfiguration {
  const map = isMapping(cors) && !isIntrinsic(cors) ? cors : { AllowOrigin: cors };
  checkShapes(
    map,
    { AllowCredentials: 'boolean', AllowHeaders: 'text', AllowMethods: 'text', AllowOrigin: 'text', MaxAge: 'any' },
    owner,
    compilation,
  );
  return {
    AllowOrigin: map.AllowOrigin ?? "'*'",
    AllowHeaders: present(map.AllowHeaders),
    AllowMethods: present(map.AllowMethods),
    MaxAge: map.MaxAge ?? undefined,
    AllowCredentials: map.AllowCredentials,
    written: map,
  };
}

function present(value: Value | undefined): Value | undefined {
  return value === undefined || value === null || value === '' ? undefined : value;
}

function methodsOf(item: DraftMap): readonly string[] {
  const names = Object.keys(item);
  if (names.includes(anyMethod)) return allMethods;
  return [...new Set([...names.map((it) => it.toUpperCase()), 'OPTIONS'])].sort();
}

function optionsMethod({ AllowOrigin, AllowHeaders, AllowMethods, MaxAge, AllowCredentials, written }: CorsConfiguration): DraftMap {
  const parameters: DraftMap = {};
  const headers: DraftMap = {};
  const add = (header: string, member: string, value: Value | undefined, type = 'string'): void => {
    if (value === undefined) return;
    const parameter = `method.response.header.${header}`;
    parameters[parameter] = draftOf(value);
    markMember(parameters, parameter, placeOfMember(written, member));
    headers[header] = { type };
  };
  add('Access-Control-Allow-Origin', 'AllowOrigin', AllowOrigin);
  add('Access-Control-Allow-Headers', 'AllowHeaders', AllowHeaders);
  add('Access-Control-Allow-Methods', 'AllowMethods', AllowMethods);
  add('Access-Control-Max-Age', 'MaxAge', MaxAge, 'integer');
  // The header has one valid value; it is left out otherwise.
  add('Access-Control-Allow-Credentials', 'AllowCredentials', AllowCredentials === true ? "'true'" : undefined);
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    [integrationKey]: {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: { statusCode: '200', responseParameters: parameters, responseTemplates: { 'application/json': '{}\n' } },
      },
    },
    responses: { '200': { description: 'Default response for CORS method', headers } },
  };
}
