import { required, string } from '../../../protocol/shape.ts';
import { freezeCode } from '../frozen-code.ts';
import { functionDocument } from '../function-document.ts';
import { description } from '../function-members.ts';
import { codeOf } from '../function-store.ts';
import { functionName } from '../members.ts';
import { checkRevision, type Operation, operation, referenceOf } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';

/** What has not changed since the last version is not published again. @source "PublishVersion", AWS Lambda API reference; answers recorded on AWS by localstack */
export const publishVersion: Operation = operation({
  name: 'PublishVersion',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  status: 201,
  input: {
    FunctionName: required(functionName),
    CodeSha256: string(),
    Description: description,
    RevisionId: string(),
    PublishTo: string(),
  },
  async run({ functions, world, code }, input) {
    const { functionName } = referenceOf(input.FunctionName);
    if (input.PublishTo !== undefined) throw invalidParameter('gatewright does not honour PublishTo yet. See docs/compatibility.md.');
    const found = functions.find({ functionName, qualifier: undefined });
    const { details } = found.latest;
    checkRevision(input.RevisionId, details.revisionId);
    const { codeSha256 } = codeOf(details);
    if (input.CodeSha256 && codeSha256 !== undefined && input.CodeSha256 !== codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const last = found.versions.get(String(found.publishedCount));
    const unchanged = last?.details.contentId === details.contentId && last.details.codeSha256 === codeSha256 ? last : undefined;
    const { configuration } = found.latest;
    const changes = input.Description === undefined ? {} : { description: input.Description };
    const frozen = unchanged || !details.measureCode ? configuration : await freezeCode(configuration, code);
    const published = unchanged ?? functions.publish(found, changes, frozen);
    return functionDocument(world, published, { qualifier: published.configuration.version, state: 'active' });
  },
});
