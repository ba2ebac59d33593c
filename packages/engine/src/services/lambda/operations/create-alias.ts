import { required, string } from '../../../protocol/shape.ts';
import { aliasDocument } from '../alias-document.ts';
import { checkWeights, routingConfig } from '../alias-routing.ts';
import { description } from '../function-members.ts';
import { functionArn } from '../function-name.ts';
import { aliasName, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { conflict } from '../operation-error.ts';

/** @source "CreateAlias", AWS Lambda API reference; answers recorded on AWS by localstack */
export const createAlias: Operation = operation({
  name: 'CreateAlias',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  status: 201,
  input: {
    FunctionName: required(functionName),
    Name: required(string(aliasName)),
    FunctionVersion: required(string({ pattern: '(\\$LATEST|[0-9]+)', min: 1, max: 1024 })),
    Description: description,
    RoutingConfig: routingConfig,
  },
  run({ functions, world }, { FunctionName, Name, FunctionVersion, Description = '', RoutingConfig }) {
    const { functionName } = referenceOf(FunctionName);
    functions.resolve({ functionName, qualifier: FunctionVersion });
    const found = functions.find({ functionName, qualifier: undefined });
    const weights = checkWeights(functions, functionName, FunctionVersion, RoutingConfig);
    if (found.aliases.has(Name)) throw conflict(`Alias already exists: ${functionArn(world, functionName, Name)}`);
    const alias = { name: Name, version: FunctionVersion, description: Description, weights, revisionId: world.uuid() };
    found.aliases.set(Name, alias);
    return aliasDocument(world, functionName, alias);
  },
});
