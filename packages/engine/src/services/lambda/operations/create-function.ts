import { ServiceError } from '../../../protocol/service-error.ts';
import { required, string } from '../../../protocol/shape.ts';
import type { World } from '../../../world/world.ts';
import { codeShape } from '../function-code-source.ts';
import { functionDocument } from '../function-document.ts';
import * as functionMembers from '../function-members.ts';
import { functionArn, placeOf } from '../function-name.ts';
import { detailsOf } from '../function-store.ts';
import { flag, ownFunctionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { conflict, invalidParameter } from '../operation-error.ts';
import { configurationMembers, requestedVersion } from '../requested-configuration.ts';
import { checkTags } from '../tags.ts';

/** @source "CreateFunction", AWS Lambda API reference; answers recorded on AWS by localstack */
export const createFunction: Operation = operation({
  name: 'CreateFunction',
  method: 'POST',
  path: '/2015-03-31/functions',
  status: 201,
  input: {
    FunctionName: required(ownFunctionName),
    ...configurationMembers,
    Role: required(functionMembers.role),
    Code: required(codeShape),
    Publish: flag,
    PackageType: string({ values: ['Image', 'Zip'] }),
    Architectures: functionMembers.architectures,
    Tags: functionMembers.tags,
    CodeSigningConfigArn: functionMembers.unsupported,
    PublishTo: functionMembers.unsupported,
  },
  async run(state, input) {
    const { functions, world, code } = state;
    const { functionName } = referenceOf(input.FunctionName);
    checkCreated(world, input.FunctionName, functionName);
    if (input.PackageType === 'Image') throw invalidParameter('gatewright runs no container images. See docs/compatibility.md.');
    if (input.CodeSigningConfigArn !== undefined)
      throw invalidParameter('gatewright checks no code signatures. See docs/compatibility.md.');
    if (input.Runtime === undefined || input.Handler === undefined)
      throw invalidParameter('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
    const defaults = {
      configuration: {
        functionName,
        functionArn: functionArn(world, functionName),
        runtime: input.Runtime,
        handler: input.Handler,
        codeRoot: '',
        buildRoot: undefined,
        environment: {},
        timeoutSeconds: 3,
        memorySizeMb: 128,
        ephemeralStorageMb: 512,
      },
      details: detailsOf(world, input.Architectures && { architectures: input.Architectures }),
    };
    const { configuration, details } = requestedVersion(state, defaults, input);
    checkTags(input.Tags ?? {});
    if (functions.get(functionName)) throw conflict(`Function already exist: ${functionName}`);
    const { path, sha256, codeSize, archive } = await code.unpack(input.Code);
    if (functions.get(functionName)) throw conflict(`Function already exist: ${functionName}`);
    const found = functions.put({ ...configuration, codeRoot: path }, { ...details, codeSha256: sha256, codeSize, archive });
    found.tags = input.Tags ?? {};
    const answered = { ...found.latest, configuration: { ...found.latest.configuration, version: input.Publish ? '1' : '$LATEST' } };
    if (input.Publish) functions.publish(found, {});
    // Active by now, which is a revision of its own.
    functions.touch(found);
    return functionDocument(world, answered, { state: 'pending' });
  },
});

/** Functions are made in one's own account, under names that are shorter than what names them. @source recorded on AWS by localstack (test_function_arns) */
function checkCreated({ accountId }: World, given: string, functionName: string): void {
  const named = placeOf(given).accountId;
  if (named !== undefined && named !== accountId) throw new ServiceError('AccessDeniedException', '', 403);
  if (functionName.length <= 64) return;
  throw invalidParameter(
    `1 validation error detected: Value '${functionName}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  );
}
