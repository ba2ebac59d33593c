import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRestJson } from '../../protocol/rest-json.ts';
import type { ControlPlane } from './operation.ts';

/** `aws apigateway ...`: what is deployed, seen and changed over AWS's own API. */
export function createApiGatewayControlPlane(plane: ControlPlane): AwsService {
  const service = {
    signingName: 'apigateway',
    service: plane,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
  };
  return { signingName: 'apigateway', handle: (request) => answerRestJson(service, request) };
}
