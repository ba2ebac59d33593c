import { required } from '../../../protocol/shape.ts';
import { checkLayerVersion, layerName, layerNameOf } from '../layer-members.ts';
import { number } from '../members.ts';
import { type Operation, operation } from '../operation.ts';

/** What is not there is deleted too. @source "DeleteLayerVersion", AWS Lambda API reference; answers recorded on AWS by localstack */
export const deleteLayerVersion: Operation = operation({
  name: 'DeleteLayerVersion',
  method: 'DELETE',
  path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}',
  status: 204,
  input: { LayerName: required(layerName), VersionNumber: required(number()) },
  run({ layers }, { LayerName, VersionNumber }) {
    checkLayerVersion(VersionNumber);
    layers.delete(layerNameOf(LayerName), VersionNumber);
    return undefined;
  },
});
