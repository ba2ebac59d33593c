import { placeAll, placeOfKey, placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, mapAt } from '../draft.ts';
import { checkShapes } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';
import type { SamApi } from './sam-api.ts';

/** Where each part of ResponseParameters stands in API Gateway's names. */
const prefixes = [
  ['Headers', 'header.'],
  ['Paths', 'path.'],
  ['QueryStrings', 'querystring.'],
] as const;

/** @source "GatewayResponses" of "AWS::Serverless::Api", AWS SAM developer guide */
export function addGatewayResponses(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const responses = api.it.properties.GatewayResponses;
  if (!isMapping(responses) || Object.keys(responses).length === 0) return;
  const target = mapAt(definition, 'x-amazon-apigateway-gateway-responses');
  for (const [type, response] of Object.entries(responses)) {
    const owner = `GatewayResponses.${type} of "${api.it.logicalId}"`;
    const at = placeOfKey(responses, type);
    if (!isMapping(response)) {
      reportInvalid(compilation, `${owner} must be a map.`, at);
      continue;
    }
    checkShapes(response, { ResponseParameters: 'map', ResponseTemplates: 'map', StatusCode: 'any' }, owner, compilation);
    const { ResponseParameters: parameters, ResponseTemplates: templates, StatusCode: status } = response;
    if (isMapping(parameters))
      checkShapes(parameters, { Headers: 'map', Paths: 'map', QueryStrings: 'map' }, `ResponseParameters of ${owner}`, compilation);
    if (status !== undefined && status !== null && !/^\d{1,3}$/.test(String(status))) {
      reportInvalid(compilation, `StatusCode of ${owner} must be a number.`, placeOfMember(response, 'StatusCode'));
    }
    const made = {
      responseParameters: isMapping(parameters) ? prefixed(parameters) : {},
      responseTemplates: isMapping(templates) ? draftOf(templates) : {},
      ...(status !== undefined && status !== null && { statusCode: String(status) }),
    };
    target[type] = placeAll(made, at);
  }
}

function prefixed(parameters: Mapping): DraftMap {
  const made: DraftMap = {};
  for (const [member, prefix] of prefixes) {
    const values = parameters[member];
    if (!isMapping(values)) continue;
    for (const [name, value] of Object.entries(values)) made[`gatewayresponse.${prefix}${name}`] = draftOf(value);
  }
  return made;
}
