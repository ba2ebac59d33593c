import { required, string } from '../../../protocol/shape.ts';
import { compatible, layerDocument, layerName, layerNameOf, layerRuntime } from '../layer-members.ts';
import { maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf } from '../operation.ts';

/** Newest first; none of a layer that is not there. @source "ListLayerVersions", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listLayerVersions: Operation = operation({
  name: 'ListLayerVersions',
  method: 'GET',
  path: '/2018-10-31/layers/{LayerName}/versions',
  input: {
    LayerName: required(layerName),
    CompatibleRuntime: layerRuntime,
    Marker: text,
    MaxItems: maxItems(50),
    CompatibleArchitecture: string({ values: ['x86_64', 'arm64'] }),
  },
  run({ layers }, input) {
    const { page, next } = pageOf(layers.versionsOf(layerNameOf(input.LayerName)).filter(compatible(input)), input);
    return { LayerVersions: page.map((it) => layerDocument(layers, it)), ...next };
  },
});
