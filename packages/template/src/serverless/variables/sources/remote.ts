import type { VariableSource } from '../variable-source.ts';

/** `${cf:stack-name.OutputKey}` */
export const cf: VariableSource = remote('cf', 'the output of a deployed stack');
/** `${s3:bucket/key}` */
export const s3: VariableSource = remote('s3', 'an object in S3');
/** `${ssm:/path}` */
export const ssm: VariableSource = remote('ssm', 'a parameter of AWS Systems Manager');

/** What only AWS can answer; a local run refuses it by name, and a fallback answers for it. */
function remote(type: string, what: string): VariableSource {
  return {
    type,
    resolve({ address, refuse }) {
      if (address === undefined) throw refuse(`Missing address argument in variable "${type}" source`);
      const variable = `${type}:${address}`;
      const cure = `Put a source before it that can answer here, \${env:NAME, ${variable}}, or a fallback behind it, \${${variable}, 'value'}.`;
      return { value: undefined, cure, refusal: `\${${variable}} is ${what}, and a local run does not ask AWS.` };
    },
  };
}
