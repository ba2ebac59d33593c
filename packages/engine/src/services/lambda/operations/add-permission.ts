import { ServiceError } from '../../../protocol/service-error.ts';
import { functionOf, membersOf, type Operation, textMember } from '../operation.ts';
import { statementDocument } from '../policy-document.ts';

/** @source "AddPermission", AWS Lambda API reference */
export const addPermission: Operation = {
  name: 'AddPermission',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/policy',
  run({ world, lambda }, request) {
    const name = functionOf(request);
    const members = membersOf(request);
    const permission = {
      statementId: textMember(members, 'StatementId'),
      action: textMember(members, 'Action'),
      principal: textMember(members, 'Principal'),
      sourceArn: members.SourceArn === undefined ? undefined : textMember(members, 'SourceArn'),
    };
    if (lambda.permissionsOf(name).some((it) => it.statementId === permission.statementId)) {
      const message = `The statement id (${permission.statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new ServiceError('ResourceConflictException', message, 409, { Type: 'User' });
    }
    lambda.addPermission(name, permission);
    return { status: 201, body: { Statement: JSON.stringify(statementDocument(world, name, permission)) } };
  },
};
