import { required } from '../../../protocol/shape.ts';
import { layerName, policyLayer } from '../layer-members.ts';
import { number } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetLayerVersionPolicy", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getLayerVersionPolicy: Operation = operation({
  name: 'GetLayerVersionPolicy',
  method: 'GET',
  path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy',
  input: { LayerName: required(layerName), VersionNumber: required(number()) },
  run({ layers }, input) {
    const { policy, policyRevisionId } = policyLayer(layers, input);
    if (policy.size === 0) throw notFound('No policy is associated with the given resource.');
    const document = { Version: '2012-10-17', Id: 'default', Statement: [...policy.values()] };
    return { Policy: JSON.stringify(document), RevisionId: policyRevisionId };
  },
});
