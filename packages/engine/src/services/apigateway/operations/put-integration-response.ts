import { Constraints, statusCodePattern } from '../constraints.ts';
import { integrationResponseDocument } from '../documents.ts';
import { putIntegrationResponse as put } from '../edit-method.ts';
import { integrationOf, type Operation } from '../operation.ts';
import { checkContentTypes, contentHandlings } from '../put-integration.ts';
import { templateMapOf, textMapOf, textOf } from '../request-document.ts';

/** @source "PutIntegrationResponse", Amazon API Gateway V1 API reference */
export const putIntegrationResponse: Operation = {
  name: 'PutIntegrationResponse',
  method: 'PUT',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}',
  status: 201,
  run(plane, { path, body }) {
    const { status_code: statusCode = '' } = path;
    const at = 'putIntegrationResponseInput.contentHandling';
    new Constraints().oneOf(body.contentHandling, at, contentHandlings).matching(statusCode, 'statusCode', statusCodePattern).check();
    integrationOf(plane, path);
    const responseTemplates = templateMapOf(body, 'responseTemplates');
    checkContentTypes(responseTemplates ?? {});
    const response = {
      statusCode,
      selectionPattern: textOf(body, 'selectionPattern'),
      responseParameters: textMapOf(body, 'responseParameters') ?? {},
      responseTemplates: responseTemplates ?? {},
      showsEmptyTemplates: responseTemplates !== undefined,
      contentHandling: contentHandlings.find((it) => it === body.contentHandling),
      source: body,
    };
    put(plane, path, response);
    return integrationResponseDocument(response);
  },
};
