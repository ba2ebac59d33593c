import { apiKeySources, type EditableRestApi } from './editable-rest-api.ts';
import { patchEndpointConfiguration } from './endpoint-configuration.ts';
import { badRequest } from './operation.ts';
import { checkReplaces, invalidPath, isTrue, type PatchOperation, segmentsOf } from './patch.ts';
import { readRestApiPolicy } from './policy/rest-api-policy.ts';

/**
 * Applies a patch to an API: all of it or, when a part is refused, nothing.
 * @throws ServiceError BadRequestException
 * @source "UpdateRestApi", Amazon API Gateway V1 API reference; localstack's recordings
 */
export function patchRestApi(api: EditableRestApi, operations: readonly PatchOperation[]): void {
  const before = { ...api, binaryMediaTypes: [...api.binaryMediaTypes] };
  try {
    for (const operation of operations) patch(api, operation);
  } catch (error) {
    // Whatever the refusal is, what was changed before it must not stay.
    const { binaryMediaTypes, ...members } = before;
    Object.assign(api, members);
    api.binaryMediaTypes.splice(0, api.binaryMediaTypes.length, ...binaryMediaTypes);
    throw error;
  }
}

function patch(api: EditableRestApi, operation: PatchOperation): void {
  const [member = '', name, ...more] = segmentsOf(operation.path);
  if (member === 'binaryMediaTypes' && name !== undefined && more.length === 0) {
    patchMediaTypes(api, name, operation);
    return;
  }
  if (member === 'endpointConfiguration' && name !== undefined) {
    api.endpointConfiguration = patchEndpointConfiguration(
      api.endpointConfiguration ?? { types: ['EDGE'], ipAddressType: 'ipv4' },
      operation,
    );
    return;
  }
  const replace = name === undefined && Object.hasOwn(members, member) ? members[member] : undefined;
  if (!replace) throw invalidPath(operation);
  if (!(member === 'description' && operation.op === 'remove')) checkReplaces(operation);
  replace(api, operation.value ?? '');
}

const members: { readonly [member: string]: (api: EditableRestApi, value: string) => void } = {
  name: (api, value) => {
    if (value.trim() === '') throw badRequest('API name cannot be blank');
    api.name = value;
  },
  description: (api, value) => {
    api.description = value === '' ? undefined : value;
  },
  policy: (api, value) => {
    api.policy = readRestApiPolicy(value, api.executeApiArn);
  },
  apiKeySource: (api, value) => {
    const source = apiKeySources.find((it) => it === value);
    if (!source) throw badRequest(`Invalid API Key Source specified. Valid options are ${apiKeySources.join(',')}`);
    api.apiKeySource = source;
  },
  minimumCompressionSize: (api, value) => {
    const size = Number(value);
    if (value !== '' && !(size >= 0 && size <= 10_485_760))
      throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
    api.minimumCompressionSize = value === '' ? undefined : size;
  },
  disableExecuteApiEndpoint: (api, value) => {
    api.disableExecuteApiEndpoint = isTrue(value);
  },
};

/** The types are a list and are patched as if they were a map: `/binaryMediaTypes/image~1png`. */
function patchMediaTypes({ binaryMediaTypes }: EditableRestApi, name: string, { op, value }: PatchOperation): void {
  const index = binaryMediaTypes.indexOf(name);
  if (op === 'add' && index < 0) binaryMediaTypes.push(name);
  else if (op === 'remove' && index >= 0) binaryMediaTypes.splice(index, 1);
  else if (op === 'replace') {
    if (index >= 0) binaryMediaTypes.splice(index, 1);
    const media = value === undefined || value === '' ? name : value;
    if (!binaryMediaTypes.includes(media)) binaryMediaTypes.push(media);
  }
}
