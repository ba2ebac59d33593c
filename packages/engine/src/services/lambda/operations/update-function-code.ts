import { required, string } from '../../../protocol/shape.ts';
import { codeMembers } from '../function-code-source.ts';
import { functionDocument } from '../function-document.ts';
import { architectures } from '../function-members.ts';
import { lambdaTime } from '../function-store.ts';
import { flag, functionName } from '../members.ts';
import { checkRevision, type Operation, operation, referenceOf } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';

/** @source "UpdateFunctionCode", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateFunctionCode: Operation = operation({
  name: 'UpdateFunctionCode',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/code',
  input: {
    FunctionName: required(functionName),
    ...codeMembers,
    Publish: flag,
    DryRun: flag,
    RevisionId: string(),
    Architectures: architectures,
  },
  async run({ functions, world, code }, input) {
    const { functionName } = referenceOf(input.FunctionName);
    const found = functions.find({ functionName, qualifier: undefined });
    checkRevision(input.RevisionId, found.latest.details.revisionId);
    if (input.ImageUri !== undefined)
      throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
    const { path, sha256, codeSize, archive } = await code.unpack(input);
    // The template's own code, and how it is built, give way to the package.
    const { inlineCode: _, esbuild: __, ...configuration } = found.latest.configuration;
    const updated = {
      configuration: { ...configuration, codeRoot: path },
      details: {
        ...found.latest.details,
        codeSha256: sha256,
        codeSize,
        archive,
        architectures: input.Architectures ?? found.latest.details.architectures,
        lastModified: lambdaTime(world.now()),
        revisionId: world.uuid(),
        contentId: world.uuid(),
      },
    };
    if (input.DryRun) return functionDocument(world, updated, { state: 'updating' });
    functions.put(updated.configuration, updated.details);
    const published = input.Publish ? functions.publish(found, {}) : undefined;
    functions.touch(found);
    return published
      ? functionDocument(world, published, { qualifier: published.configuration.version, state: 'pending' })
      : functionDocument(world, updated, { state: 'updating' });
  },
});
