import type { Template } from '@gatewright/template';
import { ServiceError } from '../protocol/service-error.ts';
import type { SsmService } from '../services/ssm/ssm.ts';

/**
 * The values of the SSM parameters that the template's parameters of type AWS::SSM::Parameter::Value name, by name. What is not in the
 * store is left out.
 * @source "Specify existing resources at runtime with CloudFormation-supplied parameter types", AWS CloudFormation user guide
 */
export async function ssmParameterValues(
  ssm: SsmService,
  { Parameters: parameters = {} }: Template,
  given: { readonly [name: string]: string },
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!String(parameter.Type).startsWith('AWS::SSM::Parameter::Value<')) continue;
    const reference = String((Object.hasOwn(given, name) ? given[name] : parameter.Default) ?? '');
    try {
      const { Parameter: found } = await ssm.call('GetParameter', { Name: reference });
      const { Type: type, Value: value } = Object(found);
      // Secure strings cannot be read so, as on AWS.
      if (type !== 'SecureString') values.set(reference, String(value));
    } catch (error) {
      // What is not there, or is no name, is told where the parameter is read.
      if (!(error instanceof ServiceError)) throw error;
    }
  }
  return values;
}
