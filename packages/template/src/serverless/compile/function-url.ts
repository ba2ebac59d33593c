import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { afterAlias, invocationTarget } from './invocation.ts';

/** `AWS::Lambda::Url` for each function with a `url`; one without an authorizer may be called by everyone. */
export function compileFunctionUrls({ functions }: Service, draft: Draft): void {
  for (const target of functions) {
    const { section } = target;
    const written = section.raw('url');
    const settings = isMapping(written) ? section.section('url') : undefined;
    if (settings || section.flag('url')) compileFunctionUrl(target, settings, draft);
  }
}

function compileFunctionUrl(target: ServiceFunction, settings: Section | undefined, draft: Draft): void {
  const { key, section } = target;
  const place = section.placeOfName('url') ?? target.place;
  settings?.allow(['authorizer', 'cors', 'invokeMode']);
  const authorizer = settings?.text('authorizer');
  if (authorizer !== undefined && authorizer !== 'aws_iam')
    settings?.invalid('authorizer', `is "${authorizer}".`, 'A function URL knows "aws_iam"; without it everyone may call.');
  const mode = settings?.text('invokeMode');
  if (mode !== undefined && mode !== 'BUFFERED' && mode !== 'RESPONSE_STREAM')
    settings?.invalid('invokeMode', `is "${mode}".`, 'Take BUFFERED or RESPONSE_STREAM.');
  const isOpen = authorizer !== 'aws_iam';
  const id = `${normalizedName(key)}LambdaFunctionUrl`;
  const all = properties(
    {
      AuthType: isOpen ? 'NONE' : 'AWS_IAM',
      TargetFunctionArn: invocationTarget(target),
      Cors: settings && urlCors(settings),
      InvokeMode: mode === 'RESPONSE_STREAM' ? mode : undefined,
    },
    settings && { AuthType: [settings, 'authorizer'], Cors: [settings, 'cors'], InvokeMode: [settings, 'invokeMode'] },
  );
  draft.add(id, { Type: 'AWS::Lambda::Url', Properties: all, ...afterAlias(target) }, place);
  draft.output(id, { Description: 'Lambda Function URL', Value: { 'Fn::GetAtt': [id, 'FunctionUrl'] } }, place);
  if (!isOpen) return;
  const FunctionName = invocationTarget(target);
  const permission = (Action: string, condition: { readonly [property: string]: Value }): { readonly [member: string]: Value } => ({
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName, Action, Principal: '*', ...condition },
    ...afterAlias(target),
  });
  const byUrl = permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' });
  draft.add(`${normalizedName(key)}LambdaPermissionFnUrl`, byUrl, place);
  const byFunction = permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true });
  draft.add(`${normalizedName(key)}LambdaPermissionFn`, byFunction, place);
}

const defaultHeaders = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token', 'X-Amzn-Trace-Id'];

/** `cors: true` allows all; null takes a default away. */
function urlCors(settings: Section): Value | undefined {
  const cors = isMapping(settings.raw('cors')) ? settings.section('cors') : undefined;
  cors?.allow(['allowCredentials', 'allowedHeaders', 'allowedMethods', 'allowedOrigins', 'exposedResponseHeaders', 'maxAge']);
  if (!cors && !settings.flag('cors')) return undefined;
  const list = (name: string, byDefault?: string[]): string[] | undefined => {
    if (!cors?.has(name)) return byDefault;
    return cors.raw(name) === undefined ? undefined : [...new Set(cors.texts(name))];
  };
  return properties({
    AllowCredentials: cors?.flag('allowCredentials') || undefined,
    AllowHeaders: list('allowedHeaders', defaultHeaders),
    AllowMethods: list('allowedMethods', ['*']),
    AllowOrigins: list('allowedOrigins', ['*']),
    ExposeHeaders: list('exposedResponseHeaders'),
    MaxAge: cors?.number('maxAge'),
  });
}
