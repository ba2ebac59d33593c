import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchState } from '../cloudwatch-state.ts';
import { measuredOf, putDatum } from '../metrics/put-datum.ts';
import { invalidValue, missingParameter, notHere } from '../refusals.ts';
import { metricDatum, namespace } from '../shapes.ts';

/** @source "CloudWatch service quotas", Amazon CloudWatch user guide */
const maximumData = 1000;

const input = structure('com.amazonaws.cloudwatch.PutMetricDataInput', {
  Namespace: required(namespace),
  MetricData: list(metricDatum),
  EntityMetricData: list(structure('com.amazonaws.cloudwatch.EntityMetricData', { MetricData: list(metricDatum), Entity: string() })),
  StrictEntityValidation: boolean,
});

/** All or nothing: the first datum that is wrong refuses the request. */
export const putMetricData: RpcOperation<CloudWatchState> = rpcOperation('PutMetricData', input, (on: CloudWatchState, request) => {
  const { Namespace, MetricData = [], EntityMetricData } = request;
  if (EntityMetricData) throw notHere('entities: PutMetricData takes MetricData, not EntityMetricData');
  if (MetricData.length === 0) throw missingParameter('The parameter MetricData is required.');
  if (MetricData.length > maximumData) throw invalidValue(`The collection MetricData must not have a size greater than ${maximumData}.`);
  if (Namespace.startsWith('AWS/')) throw invalidValue('The value AWS/ for parameter Namespace is invalid.');
  const nowMs = on.world.now();
  const measured = MetricData.map((datum, index) => measuredOf(datum, `MetricData.member.${index + 1}`, nowMs));
  for (const [index, datum] of MetricData.entries()) {
    const it = measured[index];
    if (it) putDatum(on.metrics, { namespace: Namespace, nowMs }, datum, it);
  }
  return undefined;
});
