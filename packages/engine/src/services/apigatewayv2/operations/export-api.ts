import { yamlText } from '@gatewright/template';
import { RawAnswer } from '../../../protocol/rest-json.ts';
import { exportOpenApi } from '../export-open-api.ts';
import { apiOf, type Operation } from '../operation.ts';
import { badRequest, notFound } from '../refusals.ts';

/** @source "ExportApi", API Gateway V2 API reference */
const exported: Operation = {
  name: 'ExportApi',
  method: 'GET',
  path: '/v2/apis/{apiId}/exports/{specification}',
  status: 200,
  run(plane, input) {
    const api = apiOf(plane, input);
    if (input.path.specification !== 'OAS30') throw badRequest('Invalid specification: OAS30 is supported');
    const outputType = input.query.get('outputType');
    if (outputType !== 'JSON' && outputType !== 'YAML') throw badRequest('outputType must be JSON or YAML');
    const stageName = input.query.get('stageName');
    const stage = plane.apigatewayv2.stages().find((it) => it.apiId === api.apiId && it.stageName === stageName);
    if (stageName !== null && !stage?.deployment) throw notFound('Stage');
    const withExtensions = input.query.get('includeExtensions') !== 'false';
    const document = exportOpenApi(stage?.deployment?.api ?? api, {
      withExtensions,
      region: plane.world.region,
      stageName: stageName ?? undefined,
    });
    const isYaml = outputType === 'YAML';
    return new RawAnswer(
      { 'content-type': isYaml ? 'application/yaml' : 'application/json' },
      isYaml ? yamlText(document) : JSON.stringify(document, undefined, 2),
    );
  },
};

export const exportOperations: readonly Operation[] = [exported];
