import type { Diagnostic } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { placeOfKey, placeOfMember } from '../places.ts';
import type { Template, Value } from '../template.ts';

type Parameters = NonNullable<Template['Parameters']>;
type Parameter = Parameters[string];
/** Where the values come from that the template leaves open. */
export interface ParameterSettings {
  /** Values of `--parameter-overrides`; the others take the template's Default. */
  readonly parameters: { readonly [name: string]: string };
  /** Looks up the value of an `AWS::SSM::Parameter::Value<...>` parameter. */
  readonly ssmParameter?: (name: string) => string | undefined;
}

type Report = (it: Diagnostic) => void;

/**
 * The value each parameter has: given, or the template's Default, checked against what the template allows.
 * As on AWS, a Number is text wherever it is used.
 * @source "CloudFormation template Parameters syntax", AWS CloudFormation user guide
 */
export function parameterValues(parameters: Parameters, settings: ParameterSettings, report: Report): { readonly [name: string]: Value } {
  const entries: [string, Value][] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const given = Object.hasOwn(settings.parameters, name) ? settings.parameters[name] : parameter.Default;
    const at = placeOfKey(parameters, name);
    if (given === undefined || given === null || typeof given === 'object') {
      const message = `Parameter "${name}" has no value: it has no Default and none was given.`;
      report({ code: 'MISSING_PROPERTY', severity: 'error', message, at, hint: `Give it with --parameter-overrides ${name}=VALUE.` });
      entries.push([name, '']);
      continue;
    }
    const text = String(given);
    const ssmType = ssmTypeOf(parameter);
    if (ssmType !== undefined) {
      entries.push([name, ssmValue({ name, parameter, text, type: ssmType }, settings, report)]);
      continue;
    }
    const problem = problemOf(parameter, text);
    if (problem) {
      // AWS puts the description in the place of its own words.
      const { ConstraintDescription: description = problem } = parameter;
      const message = `Parameter '${name}' ${String(description).replace(/\.$/, '')}; it is ${JSON.stringify(text)}.`;
      const place = Object.hasOwn(settings.parameters, name) ? at : placeOfMember(parameter, 'Default');
      report({
        code: 'INVALID_VALUE',
        severity: 'error',
        message,
        at: place,
        hint: `Give another with --parameter-overrides ${name}=VALUE.`,
      });
    }
    entries.push([name, listOrText(String(parameter.Type ?? 'String'), text)]);
  }
  for (const name of Object.keys(settings.parameters)) {
    if (Object.hasOwn(parameters, name)) continue;
    const message = `There is a value for parameter "${name}", which the template does not declare.`;
    report({ code: 'UNRESOLVED_REF', severity: 'warning', message, hint: nearestHint(name, Object.keys(parameters)) });
  }
  return Object.fromEntries(entries);
}

/** The type of the value that a parameter reads from the SSM parameter it names; undefined for other parameters. */
function ssmTypeOf(parameter: Parameter): string | undefined {
  return /^AWS::SSM::Parameter::Value<(.+)>$/.exec(String(parameter.Type))?.[1];
}

interface SsmParameter {
  readonly name: string;
  readonly parameter: Parameter;
  /** The name of an SSM parameter; or the value itself, given on this machine. */
  readonly text: string;
  readonly type: string;
}

/**
 * The value of a parameter that is kept in SSM. On AWS what is given is the name; here, where nobody has that parameter, it may
 * be the value: a text that begins with "/" is always taken for a name.
 */
function ssmValue({ name, parameter, text, type }: SsmParameter, settings: ParameterSettings, report: Report): Value {
  const value = settings.ssmParameter?.(text);
  if (value !== undefined) return listOrText(type, value);
  const given = Object.hasOwn(settings.parameters, name);
  if (given && !text.startsWith('/')) return listOrText(type, text);
  // The CDK reads the version of its own bootstrap stack for a rule of its own, and for nothing else.
  if (!given && text.startsWith('/cdk-bootstrap/')) return text;
  const message = `Parameter "${name}" is read from the SSM parameter "${text}", which is not on this machine.`;
  const at = placeOfMember(parameter, given ? 'Type' : 'Default');
  const hint = `Give the value itself with --parameter-overrides ${name}=VALUE.`;
  report({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', message, at, hint, unsupported: true });
  return listOrText(type, text);
}

function listOrText(type: string, text: string): Value {
  const list = type === 'CommaDelimitedList' || type.startsWith('List<');
  if (!list) return text;
  // The elements lose the blanks around them.
  return text === '' ? [] : text.split(',').map((it) => it.trim());
}

function problemOf(parameter: Parameter, text: string): string | undefined {
  const { Type: type, AllowedValues: allowed, AllowedPattern: pattern } = parameter;
  const list = type === 'CommaDelimitedList' || type === 'List<Number>';
  const elements = list ? text.split(',').map((it) => it.trim()) : [text];
  if (type === 'Number' || type === 'List<Number>') {
    const wrong = elements.find((it) => it === '' || !Number.isFinite(Number(it)));
    if (wrong !== undefined) return type === 'Number' ? 'must be a number' : 'must be a list of numbers';
    const least = Number(parameter.MinValue ?? Number.NEGATIVE_INFINITY);
    const most = Number(parameter.MaxValue ?? Number.POSITIVE_INFINITY);
    if (elements.some((it) => Number(it) < least)) return `must be a number not less than ${least}`;
    if (elements.some((it) => Number(it) > most)) return `must be a number not greater than ${most}`;
  }
  if (Array.isArray(allowed)) {
    const names = allowed.map(String);
    if (elements.some((it) => !names.includes(it))) return `must be one of AllowedValues: ${names.join(', ')}`;
  }
  if (text.length < Number(parameter.MinLength ?? 0)) return `must contain at least ${String(parameter.MinLength)} characters`;
  if (text.length > Number(parameter.MaxLength ?? Number.POSITIVE_INFINITY))
    return `must contain at most ${String(parameter.MaxLength)} characters`;
  if (typeof pattern === 'string' && elements.some((it) => !matches(pattern, it))) return `must match pattern ${pattern}`;
  return undefined;
}

/** The pattern must match the whole value. A pattern that JavaScript cannot read, or that may take exponential time, is left to AWS. */
function matches(pattern: string, text: string): boolean {
  if (text.length > 4096 || /[+*}]\)*\)[+*{]/.test(pattern)) return true;
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return true;
  }
  return expression.test(text);
}
