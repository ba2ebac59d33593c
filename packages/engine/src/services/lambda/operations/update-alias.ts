import { required, string } from '../../../protocol/shape.ts';
import { aliasDocument } from '../alias-document.ts';
import { checkWeights, routingConfig } from '../alias-routing.ts';
import { description } from '../function-members.ts';
import { functionArn } from '../function-name.ts';
import { aliasName, functionName } from '../members.ts';
import { checkRevision, type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "UpdateAlias", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateAlias: Operation = operation({
  name: 'UpdateAlias',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  input: {
    FunctionName: required(functionName),
    Name: required(string(aliasName)),
    FunctionVersion: string({ pattern: '(\\$LATEST|[0-9]+)', min: 1, max: 1024 }),
    Description: description,
    RoutingConfig: routingConfig,
    RevisionId: string(),
  },
  run({ functions, world }, { FunctionName, Name, FunctionVersion, Description, RoutingConfig, RevisionId }) {
    const { functionName } = referenceOf(FunctionName);
    const found = functions.get(functionName);
    const alias = found?.aliases.get(Name);
    if (!found || !alias) throw notFound(`Alias not found: ${functionArn(world, functionName, Name)}`);
    checkRevision(RevisionId, alias.revisionId);
    const version = FunctionVersion ?? alias.version;
    functions.resolve({ functionName, qualifier: version });
    const weights = RoutingConfig ? checkWeights(functions, functionName, version, RoutingConfig) : alias.weights;
    const updated = { ...alias, version, weights, description: Description ?? alias.description, revisionId: world.uuid() };
    found.aliases.set(Name, updated);
    return aliasDocument(world, functionName, updated);
  },
});
