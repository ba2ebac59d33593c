import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRestJson } from '../../protocol/rest-json.ts';
import type { ControlPlaneV2 } from './operation.ts';

/**
 * `aws apigatewayv2 ...`: HTTP APIs, seen and changed over AWS's own API. REST APIs sign with the same name and have other paths.
 * @param others what answers them
 */
export function createApiGatewayV2ControlPlane(plane: ControlPlaneV2, others: AwsService): AwsService {
  const service = {
    signingName: 'apigateway',
    service: plane,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
  };
  return {
    ...others,
    signingName: 'apigateway',
    handle: (request) => (request.url.startsWith('/v2/') ? answerRestJson(service, request) : others.handle(request)),
  };
}
