import { badRequest, notFound } from './operation.ts';
import { checkReplaces, invalidPath, isTrue, type PatchOperation, patchedMap, segmentsOf } from './patch.ts';
import { connectionTypes, contentHandlings, passthroughBehaviors } from './put-integration.ts';
import { type Integration, integrationTypes, responseTransferModes } from './rest-api.ts';

/**
 * An integration with one operation of a patch applied.
 * @throws ServiceError BadRequestException, NotFoundException
 * @source "UpdateIntegration", Amazon API Gateway V1 API reference
 */
export function patchIntegration(integration: Integration, operation: PatchOperation): Integration {
  const [member = '', name, ...more] = segmentsOf(operation.path);
  const { op, value = '' } = operation;
  if (more.length > 0) throw invalidPath(operation);
  if (name === undefined) {
    const replaced = replacement(integration, member, value);
    if (!replaced) throw invalidPath(operation);
    checkReplaces(operation);
    return replaced;
  }
  switch (member) {
    case 'requestParameters': {
      const missing = () => notFound('Invalid parameter name specified');
      return { ...integration, requestParameters: patchedMap(integration.requestParameters, name, { operation, value, missing }) ?? {} };
    }
    case 'requestTemplates': {
      const missing = () => notFound('Content-Type specified was not found');
      return { ...integration, requestTemplates: patchedMap(integration.requestTemplates, name, { operation, value, missing }) ?? {} };
    }
    case 'cacheKeyParameters': {
      const others = integration.cacheKeyParameters.filter((it) => it !== name);
      return {
        ...integration,
        cacheKeyParameters: op === 'remove' ? others : [...others, op === 'replace' && value !== '' ? value : name],
      };
    }
    case 'tlsConfig':
      if (name !== 'insecureSkipVerification') throw invalidPath(operation);
      return { ...integration, tlsConfig: { insecureSkipVerification: isTrue(value) } };
    default:
      throw invalidPath(operation);
  }
}

function replacement(integration: Integration, member: string, value: string): Integration | undefined {
  switch (member) {
    case 'httpMethod':
    case 'uri':
    case 'credentials':
    case 'connectionId':
      return { ...integration, [member]: value === '' ? undefined : value };
    case 'cacheNamespace':
      return { ...integration, cacheNamespace: value };
    case 'timeoutInMillis':
      return { ...integration, timeoutInMillis: Number(value) };
    case 'type':
      return { ...integration, type: wordOf(value, integrationTypes, 'type') };
    case 'passthroughBehavior':
      return { ...integration, passthroughBehavior: wordOf(value, passthroughBehaviors, 'passthroughBehavior') };
    case 'contentHandling':
      return { ...integration, contentHandling: value === '' ? undefined : wordOf(value, contentHandlings, 'contentHandling') };
    case 'connectionType':
      return { ...integration, connectionType: wordOf(value, connectionTypes, 'connectionType') };
    case 'responseTransferMode':
      return { ...integration, responseTransferMode: wordOf(value, responseTransferModes, 'responseTransferMode') };
    default:
      return undefined;
  }
}

function wordOf<Word extends string>(value: string, words: readonly Word[], member: string): Word {
  const word = words.find((it) => it === value);
  if (word === undefined) throw badRequest(`Invalid ${member} specified. Valid options are ${words.join(',')}`);
  return word;
}
