import type { Report } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { copyPlaces, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping, startOf } from '../source.ts';
import type { Resource, Template, Value } from '../template.ts';
import { transformsOf } from './transforms.ts';

type Mapping = { readonly [member: string]: Value };

/** @source "Template sections", AWS CloudFormation user guide */
const sections = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
];

/** @source "Resource attribute reference", AWS CloudFormation user guide */
const attributes = [
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
];

/** Reads a document as a template: what is no resource, parameter or section of one is reported and left out. */
export function readTemplate(
  file: string,
  root: Mapping,
  report: Report,
  { samTransform = false }: { readonly samTransform?: boolean } = {},
): Template {
  for (const section of Object.keys(root)) {
    if (sections.includes(section)) continue;
    const hint = section === 'Globals' ? 'Globals is of SAM: add "Transform: AWS::Serverless-2016-10-31".' : nearestHint(section, sections);
    const message = `"${section}" is not a section of a CloudFormation template.`;
    report({ code: 'UNKNOWN_PROPERTY', severity: 'error', message, at: placeOfKey(root, section), hint });
  }
  reportUnjudged(root, report);
  if (!isMapping(root.Resources) || Object.keys(root.Resources).length === 0) {
    const message = 'The template has no Resources: at least one is required.';
    report({ code: 'MISSING_PROPERTY', severity: 'error', message, at: placeOfMember(root, 'Resources') ?? startOf(file) });
  }
  return {
    ...textSection(root, 'AWSTemplateFormatVersion'),
    ...textSection(root, 'Description'),
    ...(transformsOf(root).includes('AWS::LanguageExtensions') && { Transform: 'AWS::LanguageExtensions' }),
    ...mapSection(root, 'Metadata', report),
    ...entriesSection(root, 'Parameters', report),
    ...mapSection(root, 'Mappings', report),
    ...mapSection(root, 'Conditions', report),
    ...rulesSection(root, report),
    Resources: readResources(isMapping(root.Resources) ? root.Resources : {}, report, samTransform),
    ...entriesSection(root, 'Outputs', report),
  };
}

/** Hooks decide how AWS deploys; nothing an API does depends on them. */
function reportUnjudged(root: Mapping, report: Report): void {
  const names = isMapping(root.Hooks) ? Object.keys(root.Hooks) : [];
  if (names.length === 0) return;
  const message = `Hooks (${names.join(', ')}) are judged when AWS deploys, not here.`;
  report({ code: 'UNSUPPORTED_PROPERTY', severity: 'warning', message, at: placeOfKey(root, 'Hooks') });
}

/** The CDK's own rule is about its bootstrap stack, which is not on this machine. */
function rulesSection(root: Mapping, report: Report): Pick<Template, 'Rules'> {
  const { Rules: rules } = entriesSection(root, 'Rules', report);
  if (!rules) return {};
  const { CheckBootstrapVersion: _, ...own } = rules;
  return Object.keys(own).length === 0 ? {} : { Rules: copyPlaces(rules, own) };
}

function textSection<Name extends string>(root: Mapping, name: Name): { [name in Name]?: string } {
  const value = root[name];
  const section: { [name in Name]?: string } = {};
  if (typeof value === 'string' || typeof value === 'number') section[name] = String(value);
  return section;
}

function mapSection<Name extends string>(root: Mapping, name: Name, report: Report): { [name in Name]?: Mapping } {
  const value = root[name];
  const section: { [name in Name]?: Mapping } = {};
  if (isMapping(value)) section[name] = value;
  // An empty section is null in YAML: AWS takes it.
  else if (value !== undefined && value !== null) {
    const message = `${name} must be a map of names.`;
    report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(root, name) });
  }
  return section;
}

/** A section whose entries are maps themselves. */
function entriesSection<Name extends string>(
  root: Mapping,
  name: Name,
  report: Report,
): { [name in Name]?: { readonly [entry: string]: Mapping } } {
  const section: { [name in Name]?: { readonly [entry: string]: Mapping } } = {};
  const whole = mapSection(root, name, report)[name];
  if (!whole) return section;
  const entries: [string, Mapping][] = [];
  for (const [entry, value] of Object.entries(whole)) {
    if (isMapping(value)) entries.push([entry, value]);
    else {
      const message = `"${entry}" in ${name} must be a map.`;
      report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(whole, entry) });
    }
  }
  section[name] = copyPlaces(whole, Object.fromEntries(entries));
  return section;
}

function readResources(resources: Mapping, report: Report, samTransform: boolean): Template['Resources'] {
  const entries: [string, Resource][] = [];
  for (const [logicalId, value] of Object.entries(resources)) {
    const resource = readResource(logicalId, value, resources, report);
    if (!resource) continue;
    // With the transform, its front end has said what it makes of each type.
    if (!samTransform && resource.Type.startsWith('AWS::Serverless::')) reportSamType(logicalId, resource, report);
    entries.push([logicalId, resource]);
  }
  return copyPlaces(resources, Object.fromEntries(entries));
}

function readResource(logicalId: string, value: Value, resources: Mapping, report: Report): Resource | undefined {
  const at = placeOfKey(resources, logicalId);
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
    const hint = `Write ${logicalId.replace(/[^A-Za-z0-9]/g, '') || 'a name of letters and digits'}.`;
    report({
      code: 'INVALID_VALUE',
      severity: 'error',
      message: `"${logicalId}" is not a logical id: only letters and digits may stand in one.`,
      at,
      hint,
    });
  }
  if (!isMapping(value) || typeof value.Type !== 'string') {
    const message = `"${logicalId}" has no Type.`;
    report({ code: 'MISSING_PROPERTY', severity: 'error', message, at, hint: 'Give it a Type, like AWS::Lambda::Function.' });
    return undefined;
  }
  for (const attribute of Object.keys(value)) {
    if (attributes.includes(attribute)) continue;
    // CloudFormation takes the version of a custom resource's interface.
    if (attribute === 'Version' && /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(value.Type)) continue;
    const message = `"${attribute}" of "${logicalId}" is not an attribute of a resource.`;
    const hint = nearestHint(attribute, attributes) ?? `If it is a property of ${value.Type}, move it under Properties.`;
    report({ code: 'UNKNOWN_PROPERTY', severity: 'error', message, at: placeOfKey(value, attribute), hint });
  }
  const { Properties: properties, ...rest } = value;
  if (properties !== undefined && properties !== null && !isMapping(properties)) {
    report({
      code: 'INVALID_VALUE',
      severity: 'error',
      message: `Properties of "${logicalId}" must be a map.`,
      at: placeOfMember(value, 'Properties'),
    });
  }
  const resource = { ...rest, Type: value.Type, ...(isMapping(properties) && { Properties: properties }) };
  return copyPlaces(value, resource);
}

function reportSamType(logicalId: string, resource: Resource, report: Report): void {
  const message = `"${logicalId}" is of the type ${resource.Type}, which only the SAM transform knows.`;
  const hint = 'Add "Transform: AWS::Serverless-2016-10-31" at the top of the template.';
  report({ code: 'UNSUPPORTED_RESOURCE_TYPE', severity: 'error', message, at: placeOfMember(resource, 'Type'), hint });
}
