import { string } from '../../../protocol/shape.ts';
import { compatible, layerDocument, layerRuntime } from '../layer-members.ts';
import { maxItems, text } from '../members.ts';
import { type Operation, operation, pageOf } from '../operation.ts';

/** @source "ListLayers", AWS Lambda API reference; answers recorded on AWS by localstack */
export const listLayers: Operation = operation({
  name: 'ListLayers',
  method: 'GET',
  path: '/2018-10-31/layers',
  input: {
    CompatibleRuntime: layerRuntime,
    Marker: text,
    MaxItems: maxItems(50),
    CompatibleArchitecture: string({ values: ['x86_64', 'arm64'] }),
  },
  run({ layers }, input) {
    const { page, next } = pageOf(layers.latest().filter(compatible(input)), input);
    return {
      Layers: page.map((it) => ({
        LayerName: it.layerName,
        LayerArn: layers.arnOf(it.layerName),
        LatestMatchingVersion: layerDocument(layers, it),
      })),
      ...next,
    };
  },
});
