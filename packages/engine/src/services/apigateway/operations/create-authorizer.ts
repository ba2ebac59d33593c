import { identifierOf } from '../../identifier.ts';
import { authorizerTypes, checkAuthorizer } from '../authorizer-input.ts';
import { Constraints } from '../constraints.ts';
import { authorizerDocument } from '../documents.ts';
import { conflict, type Operation } from '../operation.ts';
import { numberOf, textListOf, textOf } from '../request-document.ts';
import type { Authorizer } from '../rest-api.ts';

/** @source "CreateAuthorizer", Amazon API Gateway V1 API reference */
export const createAuthorizer: Operation = {
  name: 'CreateAuthorizer',
  method: 'POST',
  path: '/restapis/{restapi_id}/authorizers',
  status: 201,
  run({ world, apigateway }, { path, body }) {
    const at = 'createAuthorizerInput.type';
    new Constraints().required(body.type, at).oneOf(body.type, at, authorizerTypes).check();
    const authorizer: Authorizer = {
      id: identifierOf(world.uuid(), 6),
      name: textOf(body, 'name') ?? '',
      type: authorizerTypes.find((it) => it === body.type) ?? 'TOKEN',
      authType: textOf(body, 'authType'),
      authorizerUri: textOf(body, 'authorizerUri'),
      authorizerCredentials: textOf(body, 'authorizerCredentials'),
      identitySource: textOf(body, 'identitySource'),
      identityValidationExpression: textOf(body, 'identityValidationExpression'),
      authorizerResultTtlInSeconds: numberOf(body, 'authorizerResultTtlInSeconds'),
      providerARNs: textListOf(body, 'providerARNs') ?? [],
      source: body,
    };
    // What AWS says of an API that is not there. @source localstack's recording
    if (!apigateway.restApis.has(path.restapi_id ?? ''))
      throw conflict('Unable to complete operation due to concurrent modification. Please try again later.');
    checkAuthorizer(authorizer);
    return apigateway.editRestApi(path.restapi_id ?? '', (api) => {
      if ([...api.authorizers.values()].some((it) => it.name === authorizer.name)) throw conflict('Authorizer name must be unique');
      api.authorizers.set(authorizer.id, authorizer);
      return authorizerDocument(authorizer);
    });
  },
};
