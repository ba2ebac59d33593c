import { required, string } from '../../../protocol/shape.ts';
import { flag, functionName, qualifier } from '../members.ts';
import { checkRevision, type Operation, operation, qualifiedFunction, referenceOf } from '../operation.ts';
import { conflict, invalidParameter } from '../operation-error.ts';
import { statementDocument } from '../policy-document.ts';
import type { Permission } from '../resource-policy.ts';

/** @source "AddPermission", AWS Lambda API reference; refusals recorded on AWS by localstack */
export const addPermission: Operation = operation({
  name: 'AddPermission',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/policy',
  status: 201,
  input: {
    FunctionName: required(functionName),
    StatementId: required(string({ pattern: '([a-zA-Z0-9-_]+)', min: 1, max: 100 })),
    Action: required(string({ pattern: '(lambda:[*]|lambda:[a-zA-Z]+|[*])' })),
    Principal: required(string({ pattern: '[^\\s]+' })),
    SourceArn: string({
      pattern: 'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}(-gov)?(-iso([a-z])?)?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
    }),
    SourceAccount: string({ pattern: '\\d{12}' }),
    EventSourceToken: string({ pattern: '[a-zA-Z0-9._\\-]+', max: 256 }),
    Qualifier: qualifier,
    RevisionId: string(),
    PrincipalOrgID: string({ pattern: 'o-[a-z0-9]{10,32}', min: 12, max: 34 }),
    FunctionUrlAuthType: string({ values: ['NONE', 'AWS_IAM'] }),
    InvokedViaFunctionUrl: flag,
  },
  run(state, input) {
    const { functions, world } = state;
    const reference = referenceOf(input.FunctionName, input.Qualifier);
    if (reference.qualifier === '$LATEST') throw invalidParameter('We currently do not support adding policies for $LATEST.');
    if (!isPrincipal(input.Principal))
      throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
    const found = qualifiedFunction(state, reference);
    const { qualifier = '' } = reference;
    const statements = found.policies.get(qualifier) ?? new Map<string, Permission>();
    if (statements.has(input.StatementId)) {
      throw conflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    checkRevision(input.RevisionId, functions.revisionOf(reference));
    const permission: Permission = {
      statementId: input.StatementId,
      action: input.Action,
      principal: input.Principal,
      sourceArn: input.SourceArn,
      sourceAccount: input.SourceAccount,
      principalOrgId: input.PrincipalOrgID,
      eventSourceToken: input.EventSourceToken,
      functionUrlAuthType: input.FunctionUrlAuthType,
      invokedViaFunctionUrl: input.InvokedViaFunctionUrl,
    };
    found.policies.set(qualifier, statements.set(permission.statementId, permission));
    functions.revise(found, qualifier);
    return { Statement: JSON.stringify(statementDocument(world, reference, permission)) };
  },
});

/** A service, an account, an ARN or everybody. */
function isPrincipal(principal: string): boolean {
  return principal === '*' || /^\d{12}$/.test(principal) || /^arn:aws/.test(principal) || /^[a-z0-9.-]+\.[a-z.]+$/.test(principal);
}
