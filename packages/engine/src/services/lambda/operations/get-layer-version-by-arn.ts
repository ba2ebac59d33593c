import { required, string } from '../../../protocol/shape.ts';
import { layerDocument, layerVersionArnPattern } from '../layer-members.ts';
import { type Operation, operation } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetLayerVersionByArn", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getLayerVersionByArn: Operation = operation({
  name: 'GetLayerVersionByArn',
  method: 'GET',
  path: '/2018-10-31/layers',
  having: 'Arn',
  input: { Arn: required(string({ pattern: layerVersionArnPattern })) },
  run({ layers }, { Arn }) {
    const found = layers.find(Arn);
    if (!found) throw notFound('The resource you requested does not exist.');
    return layerDocument(layers, found, { content: true });
  },
});
