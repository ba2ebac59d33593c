import { projectionOfAttributesToGet } from '../expressions/non-expression-parameters.ts';
import { type Projection, parseProjection } from '../expressions/projection.ts';
import type { Database } from '../operation.ts';
import { openScope } from './request-expressions.ts';

export interface ProjectionParameters {
  readonly AttributesToGet?: readonly string[];
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
}

/** Attributes that a projection reads inside of. */
export function nestedNames(projection: Projection | undefined): readonly string[] {
  return projection === undefined ? [] : projection.filter((path) => path.length > 1).map(([name]) => String(name));
}

/** What of an item a read returns; undefined means all of it. @throws ServiceError ValidationException */
export function readProjection(database: Database, request: ProjectionParameters): Projection | undefined {
  const { AttributesToGet, ProjectionExpression } = request;
  if (AttributesToGet) return projectionOfAttributesToGet(AttributesToGet);
  if (ProjectionExpression === undefined && !request.ExpressionAttributeNames) return undefined;
  const scope = openScope(database, request, { ProjectionExpression });
  const projection = ProjectionExpression === undefined ? undefined : parseProjection(scope, ProjectionExpression);
  scope.checkUnused();
  return projection;
}
