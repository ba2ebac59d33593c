import type { Report } from '../diagnostic.ts';
import { placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template } from '../template.ts';

/** @source "Understand CloudFormation quotas", AWS CloudFormation user guide */
const maximumCounts: readonly (readonly ['Resources' | 'Parameters' | 'Mappings' | 'Outputs', number])[] = [
  ['Resources', 500],
  ['Parameters', 200],
  ['Mappings', 200],
  ['Outputs', 200],
];
const maximumTemplateBytes = 1_000_000;
/** Of a template that is sent with the request; tools that put it in S3 first (sam, serverless, cdk) do not meet it. */
const maximumBodyBytes = 51_200;
/** @source "Lambda quotas", AWS Lambda developer guide */
const maximumEnvironmentBytes = 4096;

/** What is too much for CloudFormation, or for Lambda, however right each part is. */
export function checkLimits(template: Template, report: Report): void {
  for (const [section, most] of maximumCounts) {
    const entries = Object.keys(template[section] ?? {});
    const first = entries[most];
    if (first === undefined) continue;
    const message = `The template has ${entries.length} ${section}; CloudFormation takes ${most}.`;
    const at = placeOfKey(template[section] ?? {}, first);
    report({ code: 'TEMPLATE_TOO_LARGE', severity: 'error', message, at, hint: 'Split it into several stacks.' });
  }
  checkSize(template, report);
  checkEnvironments(template, report);
}

/** What `aws cloudformation deploy` says of a file when it is given no bucket. */
export function checkBodySize(template: Template, report: Report): void {
  const bytes = bytesOf(template);
  if (bytes <= maximumBodyBytes || bytes > maximumTemplateBytes) return;
  const message = `The template has ${bytes} bytes; CloudFormation takes ${maximumBodyBytes} in a request, and more from S3 only.`;
  const at = placeOfMember(template, 'Resources');
  const hint = 'Deploy it with "aws cloudformation deploy --s3-bucket BUCKET", or split it.';
  report({ code: 'TEMPLATE_TOO_LARGE', severity: 'warning', message, at, hint });
}

function bytesOf(template: Template): number {
  return new TextEncoder().encode(JSON.stringify(template)).length;
}

/** The compiled template without blanks: what is deployed is at least as long. */
function checkSize(template: Template, report: Report): void {
  const bytes = bytesOf(template);
  if (bytes <= maximumTemplateBytes) return;
  const message = `The template has ${bytes} bytes; CloudFormation takes ${maximumTemplateBytes}, from S3.`;
  report({
    code: 'TEMPLATE_TOO_LARGE',
    severity: 'warning',
    message,
    at: placeOfMember(template, 'Resources'),
    hint: 'Split it into several stacks.',
  });
}

/** What is written plainly; what functions add is measured when the function is made. */
function checkEnvironments(template: Template, report: Report): void {
  for (const [logicalId, { Type: type, Properties: properties = {} }] of Object.entries(template.Resources)) {
    const environment = type === 'AWS::Lambda::Function' ? properties.Environment : undefined;
    const variables = isMapping(environment) ? environment.Variables : undefined;
    if (!isMapping(environment) || !isMapping(variables)) continue;
    const plain = Object.entries(variables).filter(([, it]) => typeof it !== 'object');
    const bytes = new TextEncoder().encode(plain.flat().join('')).length;
    if (bytes <= maximumEnvironmentBytes) continue;
    const message = `The environment variables of "${logicalId}" have ${bytes} bytes; Lambda takes ${maximumEnvironmentBytes}.`;
    const hint = 'Move large values to a parameter, a secret or a file.';
    report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(environment, 'Variables'), hint });
  }
}
