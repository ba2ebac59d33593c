import type { RestJsonInput } from '../../../protocol/rest-json.ts';
import { textMapAt } from '../../read-value.ts';
import type { HttpApi, Stage } from '../http-api.ts';
import { type ControlPlaneV2, membersOf, type Operation } from '../operation.ts';
import { badRequest, notFound } from '../refusals.ts';

const path = '/v2/tags/{resourceArn}';

/** The API or stage of `arn:aws:apigateway:REGION::/apis/ID[/stages/NAME]`. @throws ServiceError */
function taggedOf(
  { apigatewayv2 }: ControlPlaneV2,
  { path: { resourceArn = '' } }: RestJsonInput,
): { readonly api: HttpApi; readonly stage: Stage | undefined } {
  const [, apiId, stageName] = /^arn:[^:]+:apigateway:[^:]*::\/apis\/([^/]+)(?:\/stages\/(.+))?$/.exec(resourceArn) ?? [];
  if (apiId === undefined) throw badRequest(`Invalid resource ARN: ${resourceArn}`);
  const api = apigatewayv2.apis.get(apiId);
  if (!api) throw notFound('API');
  const stage = apigatewayv2.stages().find((it) => it.apiId === apiId && it.stageName === stageName);
  if (stageName !== undefined && !stage) throw notFound('Stage');
  return { api, stage };
}

function retag(plane: ControlPlaneV2, input: RestJsonInput, change: (tags: HttpApi['tags']) => HttpApi['tags']): void {
  const { api, stage } = taggedOf(plane, input);
  if (stage) plane.apigatewayv2.putStage({ ...stage, deploymentId: stage.deployment?.deploymentId, tags: change(stage.tags) });
  else
    plane.apigatewayv2.editApi(api.apiId, (it) => {
      it.tags = change(it.tags);
    });
}

const got: Operation = {
  name: 'GetTags',
  method: 'GET',
  path,
  status: 200,
  run(plane, input) {
    const { api, stage } = taggedOf(plane, input);
    return { tags: stage?.tags ?? api.tags };
  },
};

const tagged: Operation = {
  name: 'TagResource',
  method: 'POST',
  path,
  status: 201,
  run(plane, input) {
    retag(plane, input, (tags) => ({ ...tags, ...textMapAt(membersOf(input), 'tags') }));
    return {};
  },
};

const untagged: Operation = {
  name: 'UntagResource',
  method: 'DELETE',
  path,
  status: 204,
  run(plane, input) {
    const keys = input.query.getAll('tagKeys');
    retag(plane, input, (tags) => Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))));
  },
};

export const tagOperations: readonly Operation[] = [got, tagged, untagged];
