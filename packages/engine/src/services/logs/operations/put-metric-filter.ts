import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, list, map, required, string, structure } from '../../../protocol/shape.ts';
import { double } from '../../../protocol/value-shapes.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import type { MetricTransformation } from '../documents.ts';
import { checkStandardClass, findGroup } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { readPattern } from '../patterns.ts';
import { filterName, filterPattern, logGroupName } from '../shapes.ts';

const transformation = structure('com.amazonaws.logs.MetricTransformation', {
  metricName: required(string({ max: 255, pattern: '[^:*$]*' })),
  metricNamespace: required(string({ max: 255, pattern: '[^*$]*' })),
  metricValue: required(string({ max: 100 })),
  defaultValue: double(),
  unit: string(),
  dimensions: map(string({ max: 255 }), 'java.lang.String'),
});

const input = structure('com.amazonaws.logs.PutMetricFilterRequest', {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
  filterPattern: required(filterPattern),
  metricTransformations: required(list(transformation, { min: 1 })),
  applyOnTransformedLogs: boolean,
  fieldSelectionCriteria: string({ max: 2000 }),
  emitSystemFieldDimensions: list(string()),
});

/** @source "PutMetricFilter", CloudWatch Logs API reference */
export const putMetricFilter: RpcOperation<CloudWatchLogs> = logsOperation('PutMetricFilter', input, async (on, request) => {
  const { metricTransformations: transformations, filterPattern: pattern } = request;
  if (transformations.length > 1) throw tooMany(transformations);
  if (request.applyOnTransformedLogs || request.fieldSelectionCriteria || request.emitSystemFieldDimensions?.length)
    throw invalidParameter(
      'gatewright has no transformed logs, field selection criteria or system field dimensions; leave them out on this machine.',
    );
  const group = findGroup(on, request.logGroupName);
  checkStandardClass(group);
  readPattern(pattern, 'metric filter');
  for (const it of transformations) checkTransformation(it, pattern);
  const filter = { groupName: group.name, name: request.filterName, pattern, transformations, creationTimeMs: on.world.now() };
  await on.metricFilters.put(`${group.name}:${filter.name}`, filter);
  return undefined;
});

/** @throws ServiceError InvalidParameterException @source the wording is measured in us-east-1 by cdk-preflight, 2026-09 */
function checkTransformation(transformation: MetricTransformation, pattern: string): void {
  const { metricNamespace, metricValue, defaultValue, dimensions = {} } = transformation;
  if (metricNamespace.startsWith('AWS/')) throw invalidParameter('Metric namespaces starting with AWS/ are reserved for AWS.');
  const names = Object.keys(dimensions);
  if (names.length > 3) throw invalidParameter('A metric filter can have no more than 3 dimensions.');
  if (names.length > 0 && defaultValue !== undefined)
    throw invalidParameter('Invalid metric transformation: dimensions and default value are mutually exclusive properties');
  if (Object.values(dimensions).some((it) => !it.startsWith('$')))
    throw invalidParameter('Invalid metric transformation: dimension value must be valid selector');
  const isNumber = metricValue.trim() !== '' && Number.isFinite(Number(metricValue));
  const selects = /^[[{]/.test(pattern.trim());
  if (!isNumber && !(selects && metricValue.startsWith('$')))
    throw invalidParameter(
      `Invalid metric transformation: the metric value ${metricValue} is neither a number nor a selector of the filter pattern.`,
    );
}

/** AWS echoes the whole list, members that are absent too. */
function tooMany(transformations: readonly MetricTransformation[]): Error {
  const texts = transformations.map(
    (it) =>
      `MetricTransformation(metricName=${it.metricName}, metricNamespace=${it.metricNamespace}, metricValue=${it.metricValue}, ` +
      `defaultValue=${it.defaultValue ?? null}, unit=${it.unit ?? null}, dimensions=${it.dimensions ? JSON.stringify(it.dimensions) : null})`,
  );
  return invalidParameter(
    `1 validation error detected: Value '[${texts.join(', ')}]' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1`,
  );
}
