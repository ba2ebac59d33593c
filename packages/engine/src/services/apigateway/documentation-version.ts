import type { DocumentationVersion } from './documentation.ts';
import { type ControlPlane, notFound } from './operation.ts';

/** @throws ServiceError NotFoundException. The words are a guess. */
export function documentationVersionOf({ apigateway }: ControlPlane, path: { readonly [label: string]: string }): DocumentationVersion {
  const version = apigateway.documentation.versionsOf(path.restapi_id ?? '').get(path.doc_version ?? '');
  if (!version) throw notFound('Invalid Documentation version specified');
  return version;
}
