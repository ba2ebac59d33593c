import { required } from '../../../protocol/shape.ts';
import { functionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';
import { statementDocument } from '../policy-document.ts';

/** @source "GetPolicy", AWS Lambda API reference; the answer without a policy as recorded on AWS by localstack */
export const getPolicy: Operation = operation({
  name: 'GetPolicy',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/policy',
  input: { FunctionName: required(functionName), Qualifier: qualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const reference = referenceOf(FunctionName, Qualifier);
    const statements = [
      ...(functions
        .find(reference)
        .policies.get(reference.qualifier ?? '')
        ?.values() ?? []),
    ];
    if (statements.length === 0) throw notFound('The resource you requested does not exist.');
    const Statement = statements.map((it) => statementDocument(world, reference, it));
    return {
      Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }),
      RevisionId: functions.revisionOf(reference),
    };
  },
});
