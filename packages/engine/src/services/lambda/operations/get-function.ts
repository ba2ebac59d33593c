import { required } from '../../../protocol/shape.ts';
import { functionDocument } from '../function-document.ts';
import { dottedFunctionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';

/**
 * `Code.Location` is the archive itself as a `data:` URL, for there is no bucket behind it; code that stays in the user's folder has none.
 *
 * @source "GetFunction", AWS Lambda API reference
 */
export const getFunction: Operation = operation({
  name: 'GetFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}',
  input: { FunctionName: required(dottedFunctionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const reference = referenceOf(FunctionName, Qualifier);
    const version = functions.resolve(reference);
    const found = functions.find(reference);
    const reserved = found.latest.configuration.reservedConcurrentExecutions;
    const { archive } = version.details;
    return {
      Configuration: functionDocument(world, version, { qualifier: reference.qualifier, state: 'active' }),
      ...(archive && { Code: { RepositoryType: 'S3', Location: `data:application/zip;base64,${archive.toString('base64')}` } }),
      ...(Object.keys(found.tags).length > 0 && { Tags: found.tags }),
      ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
    };
  },
});
