import type { Integration, ParameterMapping } from './http-api.ts';
import { badRequest } from './refusals.ts';

const request = /^((append|overwrite|remove):(header|querystring)\.[^\s:]+|overwrite:path)$/;
const response = /^((append|overwrite|remove):header\.[^\s:]+|overwrite:statuscode)$/;

/** @source "Transform API requests and responses for HTTP APIs in API Gateway": reserved headers */
const reserved =
  /^(access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/i;

/** Refuses a parameter mapping that AWS would refuse. First-class integrations have names of their own. @throws ServiceError BadRequestException */
export function checkMappings({ requestParameters, responseParameters, integrationSubtype }: Integration): void {
  if (integrationSubtype === undefined) check(requestParameters, request);
  for (const [status, mapping] of Object.entries(responseParameters)) {
    if (!/^[2-5]\d\d$/.test(status)) throw badRequest(`Invalid response parameters: ${status} is not between 200 and 599`);
    check(mapping, response);
  }
}

function check(mapping: ParameterMapping, targets: RegExp): void {
  for (const target of Object.keys(mapping)) {
    if (!targets.test(target))
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${target}]`,
      );
    const header = /:header\.(.+)$/.exec(target)?.[1];
    if (header !== undefined && reserved.test(header)) throw badRequest(`Operations on header ${header} are restricted`);
  }
}
