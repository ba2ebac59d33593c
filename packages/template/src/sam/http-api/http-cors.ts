import { placeAll, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { SamApi } from '../api/sam-api.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftMapOf, draftOf, mapAt } from '../draft.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import { checkShapes } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';

const corsKey = 'x-amazon-apigateway-cors';
const names = ['AllowOrigins', 'AllowHeaders', 'AllowMethods', 'ExposeHeaders', 'MaxAge', 'AllowCredentials'] as const;

/**
 * CorsConfiguration: what API Gateway itself answers to preflights, over what the definition says of it.
 * @source "HttpApiCorsConfiguration", AWS SAM developer guide
 */
export function addHttpCors({ it }: SamApi, definition: DraftMap, compilation: Compilation): void {
  const { CorsConfiguration: written } = it.properties;
  if (!written) return;
  const at = placeOfMember(it.properties, 'CorsConfiguration');
  const cors = compilation.resolveParameters(written);
  const target = mapAt(definition, corsKey);
  if (isMapping(cors) && isIntrinsic(cors)) {
    Object.assign(target, draftMapOf(withSmallNames(cors)));
    return;
  }
  const configuration: Mapping | undefined = cors === true ? { AllowOrigins: ['*'] } : isMapping(cors) ? cors : undefined;
  const owner = `CorsConfiguration of "${it.logicalId}"`;
  if (!configuration) {
    reportInvalid(compilation, `${owner} must be true or a map.`, at);
    return;
  }
  const shapes = {
    AllowCredentials: 'any',
    AllowHeaders: 'any',
    AllowMethods: 'any',
    AllowOrigins: 'any',
    ExposeHeaders: 'any',
    MaxAge: 'any',
  } as const;
  checkShapes(configuration, shapes, owner, compilation);
  if (configuration.AllowCredentials === true && JSON.stringify(configuration.AllowOrigins) === '["*"]') {
    const hint = 'Name the origins: AllowOrigins: [https://example.com].';
    reportInvalid(compilation, `${owner} allows credentials for any origin, which browsers refuse.`, at, { hint });
    return;
  }
  for (const name of names) {
    const value = configuration[name];
    if (name === 'AllowCredentials' ? value === true : name === 'MaxAge' ? value !== undefined && value !== null : Boolean(value)) {
      target[smallName(name)] = draftOf(value ?? null);
    }
  }
  placeAll(target, at);
}

function smallName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** OpenAPI has the names with small first letters, wherever in the branches of a Fn::If they stand. */
function withSmallNames(map: Mapping): Mapping {
  const rename = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(rename);
    if (!isMapping(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, it]) => [names.some((known) => known === name) ? smallName(name) : name, rename(it)]),
    );
  };
  const renamed = rename(map);
  return isMapping(renamed) ? renamed : map;
}
