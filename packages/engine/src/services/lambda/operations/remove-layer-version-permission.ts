import { required, string } from '../../../protocol/shape.ts';
import { checkLayerRevision, layerName, policyLayer } from '../layer-members.ts';
import { number } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "RemoveLayerVersionPermission", AWS Lambda API reference; answers recorded on AWS by localstack */
export const removeLayerVersionPermission: Operation = operation({
  name: 'RemoveLayerVersionPermission',
  method: 'DELETE',
  path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}',
  status: 204,
  input: { LayerName: required(layerName), VersionNumber: required(number()), StatementId: required(string()), RevisionId: string() },
  run({ layers, world }, input) {
    const layer = policyLayer(layers, input);
    if (!layer.policy.has(input.StatementId)) throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    checkLayerRevision(layer, input.RevisionId);
    layer.policy.delete(input.StatementId);
    layer.policyRevisionId = world.uuid();
    return undefined;
  },
});
