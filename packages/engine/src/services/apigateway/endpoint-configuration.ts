import type { Constraints } from './constraints.ts';
import { badRequest } from './operation.ts';
import { checkReplaces, invalidPath, type PatchOperation, segmentsOf } from './patch.ts';
import { type Document, textListOf, textOf } from './request-document.ts';
import type { EndpointConfiguration } from './rest-api.ts';

const types = ['PRIVATE', 'EDGE', 'REGIONAL'];
const ipAddressTypes = ['ipv4', 'dualstack'];

export function checkEndpointConfiguration(from: Document = {}, constraints: Constraints): void {
  constraints.allOf(from.types, 'createRestApiInput.endpointConfiguration.types', types);
  constraints.oneOf(from.ipAddressType, 'createRestApiInput.endpointConfiguration.ipAddressType', ipAddressTypes);
}

/**
 * What a request says of an API's endpoints, with AWS's defaults.
 * @throws ServiceError BadRequestException
 * @source localstack's recordings of CreateRestApi
 */
export function endpointConfigurationOf(from: Document | undefined): EndpointConfiguration {
  const given = from && textListOf(from, 'types');
  const ipAddressType = from && textOf(from, 'ipAddressType');
  const vpcEndpointIds = from && textListOf(from, 'vpcEndpointIds');
  if (given?.length === 0) throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  if (given && given.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  const [type = 'EDGE'] = given ?? [];
  return checked({
    types: [type],
    ipAddressType: ipAddressType ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4'),
    ...(vpcEndpointIds && { vpcEndpointIds }),
  });
}

/**
 * Applies `/endpointConfiguration/...` of a patch.
 * @throws ServiceError BadRequestException
 * @source localstack's recordings of UpdateRestApi
 */
export function patchEndpointConfiguration(now: EndpointConfiguration, operation: PatchOperation): EndpointConfiguration {
  const [, member, name] = segmentsOf(operation.path);
  const { op, value = '' } = operation;
  if (member === 'ipAddressType' && name === undefined) {
    checkReplaces(operation);
    if (!ipAddressTypes.includes(value)) throw badRequest('ipAddressType must be either ipv4 or dualstack.');
    return checked({ ...now, ipAddressType: value });
  }
  if (member === 'types') {
    if (op !== 'add' && op !== 'remove' && op !== 'replace')
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
    if (!types.includes(value)) throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
    if (op === 'remove') throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
    return checked({ ...now, types: [value], ipAddressType: value === 'PRIVATE' ? 'dualstack' : now.ipAddressType });
  }
  if (member === 'vpcEndpointIds') {
    const others = (now.vpcEndpointIds ?? []).filter((it) => it !== value);
    return { ...now, vpcEndpointIds: op === 'remove' ? others : [...others, value] };
  }
  throw invalidPath(operation);
}

function checked(configuration: EndpointConfiguration): EndpointConfiguration {
  if (configuration.types.includes('PRIVATE') && configuration.ipAddressType !== 'dualstack')
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  return configuration;
}
