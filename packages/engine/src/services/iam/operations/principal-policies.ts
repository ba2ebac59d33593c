import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { required, type Shape, string, structure } from '../../../protocol/shape.ts';
import { encoded } from '../documents.ts';
import { type IamState, noSuchEntity, type Principal } from '../iam-state.ts';
import { checkAttachable } from '../managed-policies.ts';
import { document, policyArn, policyName } from '../members.ts';
import { paged, paging } from '../paged.ts';
import { checkPolicy } from '../policy-text.ts';
import { find, groupKind, type PrincipalKind, roleKind, userKind } from '../principals.ts';

/** The operations on inline and attached policies of one kind of principal: PutRolePolicy, AttachRolePolicy and the rest. */
function policiesOf<Entity extends Principal>(kind: PrincipalKind<Entity>): readonly RpcOperation<IamState>[] {
  const { word } = kind;
  const lower = word.toLowerCase();
  // Read by a name that differs between roles, users and groups.
  const input = (more: { readonly [member: string]: Shape<string> }): Shape<{ readonly [member: string]: string | undefined }> =>
    structure(`com.amazonaws.iam.${word}PolicyRequest`, {
      [`${word}Name`]: required(string({ min: 1, max: 128, pattern: '[\\w+=,.@-]+' })),
      ...more,
    });
  const entityOf = (on: IamState, request: { readonly [member: string]: string | undefined }): Entity =>
    find(kind, on, request[`${word}Name`] ?? '');
  const put = (on: IamState, entity: Entity, changes: Partial<Pick<Principal, 'inline' | 'attached'>>): Promise<void> =>
    kind.documents(on).put(entity.name, kind.with(entity, changes));
  const inline = input({ PolicyName: policyName });
  const attachment = input({ PolicyArn: policyArn });
  const listing = structure(`com.amazonaws.iam.List${word}PoliciesRequest`, { [`${word}Name`]: required(string({ min: 1, max: 128 })) });
  const pages = structure('com.amazonaws.iam.Paging', paging);
  const listed: Shape<{ readonly name: string; readonly page: { readonly Marker?: string; readonly MaxItems?: number } }> = {
    read: (wire, inside) => ({ name: String(listing.read(wire, inside)[`${word}Name`] ?? ''), page: pages.read(wire, inside) }),
    check({ name, page }, path, problems) {
      listing.check({ [`${word}Name`]: name }, path, problems);
      pages.check(page, path, problems);
    },
  };

  return [
    rpcOperation(`Put${word}Policy`, input({ PolicyName: policyName, PolicyDocument: document }), async (on: IamState, request) => {
      const entity = entityOf(on, request);
      const { PolicyName = '', PolicyDocument = '' } = request;
      checkPolicy(PolicyDocument, 'identity');
      await put(on, entity, { inline: { ...entity.inline, [PolicyName]: PolicyDocument } });
      return undefined;
    }),
    rpcOperation(`Get${word}Policy`, inline, (on: IamState, request) => {
      const entity = entityOf(on, request);
      const text = documentOf(entity, request.PolicyName ?? '', lower);
      return { [`${word}Name`]: entity.name, PolicyName: request.PolicyName, PolicyDocument: encoded(text) };
    }),
    rpcOperation(`Delete${word}Policy`, inline, async (on: IamState, request) => {
      const entity = entityOf(on, request);
      documentOf(entity, request.PolicyName ?? '', lower);
      const left = Object.entries(entity.inline).filter(([name]) => name !== request.PolicyName);
      await put(on, entity, { inline: Object.fromEntries(left) });
      return undefined;
    }),
    rpcOperation(`List${word}Policies`, listed, (on: IamState, { name, page }) => {
      const { items, rest } = paged(Object.keys(find(kind, on, name).inline), (it) => it, page);
      return { PolicyNames: items, ...rest };
    }),
    rpcOperation(`Attach${word}Policy`, attachment, async (on: IamState, request) => {
      const entity = entityOf(on, request);
      const { PolicyArn = '' } = request;
      checkAttachable(on, PolicyArn);
      await put(on, entity, { attached: [...new Set([...entity.attached, PolicyArn])] });
      return undefined;
    }),
    rpcOperation(`Detach${word}Policy`, attachment, async (on: IamState, request) => {
      const entity = entityOf(on, request);
      if (!entity.attached.includes(request.PolicyArn ?? '')) throw noSuchEntity(`Policy ${request.PolicyArn} was not found.`);
      await put(on, entity, { attached: entity.attached.filter((it) => it !== request.PolicyArn) });
      return undefined;
    }),
    rpcOperation(`ListAttached${word}Policies`, listed, (on: IamState, { name, page }) => {
      const { items, rest } = paged(find(kind, on, name).attached, (it) => it, page);
      return { AttachedPolicies: items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })), ...rest };
    }),
  ];
}

function documentOf({ inline }: Principal, policyName: string, kind: string): string {
  const text = Object.hasOwn(inline, policyName) ? inline[policyName] : undefined;
  if (text === undefined) throw noSuchEntity(`The ${kind} policy with name ${policyName} cannot be found.`);
  return text;
}

/** @source "IAM API reference"; refusals are recorded from AWS by the tests of moto */
export const principalPolicies: readonly RpcOperation<IamState>[] = [
  ...policiesOf(roleKind),
  ...policiesOf(userKind),
  ...policiesOf(groupKind),
];
