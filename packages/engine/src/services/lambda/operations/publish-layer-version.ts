import { required, string, structure } from '../../../protocol/shape.ts';
import { description } from '../function-members.ts';
import { lambdaTime } from '../function-store.ts';
import { layerArchitectures, layerContent, layerDocument, layerName, layerNameOf, layerRuntimes } from '../layer-members.ts';
import { type Operation, operation } from '../operation.ts';

/** @source "PublishLayerVersion", AWS Lambda API reference; answers recorded on AWS by localstack */
export const publishLayerVersion: Operation = operation({
  name: 'PublishLayerVersion',
  method: 'POST',
  path: '/2018-10-31/layers/{LayerName}/versions',
  status: 201,
  input: {
    LayerName: required(layerName),
    Description: description,
    Content: required(structure('com.amazonaws.lambda.LayerVersionContentInput', layerContent)),
    CompatibleRuntimes: layerRuntimes,
    LicenseInfo: string({ max: 512 }),
    CompatibleArchitectures: layerArchitectures,
  },
  async run({ layers, code, world }, input) {
    const { path, sha256, archive } = await code.unpack(input.Content);
    const published = layers.publish({
      layerName: layerNameOf(input.LayerName),
      folder: path,
      archive,
      codeSha256: sha256,
      description: input.Description ?? '',
      licenseInfo: input.LicenseInfo,
      compatibleRuntimes: input.CompatibleRuntimes,
      compatibleArchitectures: input.CompatibleArchitectures,
      createdDate: lambdaTime(world.now()),
    });
    return layerDocument(layers, published, { content: true });
  },
});
