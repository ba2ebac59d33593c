import { required, string } from '../../../protocol/shape.ts';
import { checkLayerRevision, layerName, policyLayer } from '../layer-members.ts';
import { number } from '../members.ts';
import { type Operation, operation } from '../operation.ts';
import { conflict } from '../operation-error.ts';

/** @source "AddLayerVersionPermission", AWS Lambda API reference; answers recorded on AWS by localstack */
export const addLayerVersionPermission: Operation = operation({
  name: 'AddLayerVersionPermission',
  method: 'POST',
  path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy',
  status: 201,
  input: {
    LayerName: required(layerName),
    VersionNumber: required(number()),
    StatementId: required(string({ pattern: '([a-zA-Z0-9-_]+)', min: 1, max: 100 })),
    Action: required(string({ pattern: 'lambda:GetLayerVersion', max: 22 })),
    Principal: required(string({ pattern: '\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root' })),
    OrganizationId: string({ pattern: 'o-[a-z0-9]{10,32}', max: 34 }),
    RevisionId: string(),
  },
  run({ layers, world }, input) {
    const layer = policyLayer(layers, input);
    if (layer.policy.has(input.StatementId)) {
      throw conflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    checkLayerRevision(layer, input.RevisionId);
    const account = /^\d{12}$/.test(input.Principal) ? `arn:${world.partition}:iam::${input.Principal}:root` : input.Principal;
    const statement = {
      Sid: input.StatementId,
      Effect: 'Allow',
      Principal: input.Principal === '*' ? '*' : { AWS: account },
      Action: input.Action,
      Resource: layers.arnOf(layer.layerName, layer.version),
      ...(input.OrganizationId !== undefined && { Condition: { StringEquals: { 'aws:PrincipalOrgID': input.OrganizationId } } }),
    };
    layer.policy.set(input.StatementId, statement);
    layer.policyRevisionId = world.uuid();
    return { Statement: JSON.stringify(statement), RevisionId: layer.policyRevisionId };
  },
});
