import { type EditableRestApi } from './editable-rest-api.ts';
import type { ImportFinding } from './import-finding.ts';
import { type Mapping } from './read-value.ts';
/**
 * Adds what an OpenAPI 3 or Swagger 2 document declares to an API.
 *
 * @throws ServiceError BadRequestException when AWS would refuse the document
 * @source "API Gateway extensions to OpenAPI" and "Configuring a REST API using OpenAPI", API Gateway developer guide
 */
export declare function importOpenApi(api: EditableRestApi, document: Mapping): readonly ImportFinding[];
