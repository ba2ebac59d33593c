import { required } from '../../../protocol/shape.ts';
import { checkLayerVersion, layerDocument, layerName, layerNameOf } from '../layer-members.ts';
import { number } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetLayerVersion", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getLayerVersion: Operation = operation({
  name: 'GetLayerVersion',
  method: 'GET',
  path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}',
  input: { LayerName: required(layerName), VersionNumber: required(number()) },
  run({ layers }, { LayerName, VersionNumber }) {
    checkLayerVersion(VersionNumber);
    const found = layers.get(layerNameOf(LayerName), VersionNumber);
    if (!found) throw notFound('The resource you requested does not exist.');
    return layerDocument(layers, found, { content: true });
  },
});
