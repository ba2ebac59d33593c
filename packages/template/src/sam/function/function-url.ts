import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import { Members } from '../members.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';

/** @source "FunctionUrlConfig", AWS SAM developer guide */
export function compileFunctionUrl(it: SamResource, config: Mapping, alias: string | undefined, compilation: Compilation): void {
  const { logicalId, properties } = it;
  const at = placeOfMember(properties, 'FunctionUrlConfig') ?? it.at;
  checkShapes(config, { AuthType: 'text', Cors: 'map', InvokeMode: 'text' }, `FunctionUrlConfig of "${logicalId}"`, compilation, {
    unknown: 'ignored',
  });
  const authType = config.AuthType;
  if (authType !== 'AWS_IAM' && authType !== 'NONE' && !isIntrinsic(authType)) {
    reportInvalid(compilation, `FunctionUrlConfig of "${logicalId}" needs an AuthType that is AWS_IAM or NONE.`, at, {
      code: 'MISSING_PROPERTY',
    });
    return;
  }
  if (isMapping(config.Cors) && !isIntrinsic(config.Cors)) {
    const list = 'list';
    const shapes = {
      AllowCredentials: 'boolean',
      AllowHeaders: list,
      AllowMethods: list,
      AllowOrigins: list,
      ExposeHeaders: list,
      MaxAge: 'number',
    } as const;
    checkShapes(config.Cors, shapes, `Cors of the FunctionUrlConfig of "${logicalId}"`, compilation);
  }
  const target: Value = { Ref: alias ?? logicalId };
  const url = new Members(config).carry('Cors', 'AuthType', 'InvokeMode').set('TargetFunctionArn', target).done(at);
  compilation.add(it, `${logicalId}Url`, { Type: 'AWS::Lambda::Url', ...derivedAttributes(it), Properties: url }, { at });
  if (authType !== 'NONE') return;
  // Public access takes two permissions: to call the URL, and to invoke the function through it.
  const permission = (id: string, statement: Mapping): void =>
    compilation.add(
      it,
      `${logicalId}${id}`,
      { Type: 'AWS::Lambda::Permission', ...derivedAttributes(it), Properties: { ...statement, FunctionName: target, Principal: '*' } },
      { at },
    );
  permission('UrlPublicPermissions', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: authType });
  permission('URLInvokeAllowPublicAccess', { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true });
}
