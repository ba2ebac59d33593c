import { apiKeyOf, badRequest, type ControlPlane, restApiOf, stageOf, usagePlanOf } from './operation.ts';
import { stageInputOf } from './patch-stage.ts';

type Tags = { readonly [key: string]: string };

/** A thing with tags. */
export interface TaggedThing {
  readonly tags: Tags;
  setTags(tags: Tags): void;
}

/**
 * What an ARN names: `arn:aws:apigateway:REGION::/restapis/ID`, `.../restapis/ID/stages/NAME`, `/apikeys/ID`, `/usageplans/ID`.
 * @throws ServiceError BadRequestException, NotFoundException
 * @source "Amazon API Gateway resource ARNs"
 */
export function taggedThing(plane: ControlPlane, arn: string): TaggedThing {
  const { apigateway } = plane;
  const path = /^arn:[^:]+:apigateway:[^:]*::(\/.+)$/.exec(arn)?.[1] ?? '';
  const [, kind, id = '', part, stageName = ''] = path.split('/');
  if (kind === 'restapis' && part === 'stages') {
    const stage = stageOf(plane, { restapi_id: restApiOf(plane, id).id, stage_name: stageName });
    return { tags: stage.tags ?? {}, setTags: (tags) => apigateway.putStage({ ...stageInputOf(stage), tags }) };
  }
  if (kind === 'restapis' && part === undefined) {
    const api = restApiOf(plane, id);
    return {
      tags: api.tags ?? {},
      setTags: (tags) => {
        apigateway.editRestApi(id, (it) => {
          it.tags = tags;
        });
      },
    };
  }
  if (kind === 'apikeys') {
    const key = apiKeyOf(plane, id);
    return { tags: key.tags ?? {}, setTags: (tags) => apigateway.putApiKey({ ...key, tags }) };
  }
  if (kind === 'usageplans') {
    const plan = usagePlanOf(plane, id);
    return { tags: plan.tags ?? {}, setTags: (tags) => apigateway.putUsagePlan({ ...plan, tags }) };
  }
  throw badRequest(`Invalid resource ARN specified: ${arn}`);
}
