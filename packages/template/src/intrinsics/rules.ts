import type { Report } from '../diagnostic.ts';
import { placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template, Value } from '../template.ts';
import { conditionFunctions } from './intrinsics.ts';
import { resolveCondition, resolveValue } from './resolve-value.ts';
import type { Scope } from './scope.ts';

/**
 * Judges the template's Rules by the parameters' values, as CloudFormation does before it touches anything.
 * @source "CloudFormation template Rules syntax" and "Rule-specific intrinsic functions", AWS CloudFormation user guide
 */
export function checkRules(template: Template, scope: Scope, report: Report): void {
  const { Rules: rules = {}, Parameters: parameters = {} } = template;
  for (const [name, rule] of Object.entries(rules)) {
    const judge = new RuleJudge({ scope, parameters, report: (it) => report({ ...it, at: it.at ?? placeOfKey(rules, name) }) });
    if (rule.RuleCondition !== undefined && !judge.holds(rule.RuleCondition)) continue;
    const { Assertions: assertions } = rule;
    if (!Array.isArray(assertions)) {
      const at = placeOfKey(rules, name);
      report({ code: 'MISSING_PROPERTY', severity: 'error', message: `The rule "${name}" has no Assertions.`, at });
      continue;
    }
    for (const [index, assertion] of assertions.entries()) {
      if (!isMapping(assertion) || assertion.Assert === undefined || judge.holds(assertion.Assert)) continue;
      const { AssertDescription: description } = assertion;
      const message = `The rule "${name}" does not hold${typeof description === 'string' ? `: ${description}` : ''}.`.replace(/\.\.$/, '.');
      const hint = 'Give the parameters it names other values with --parameter-overrides.';
      const at = placeOfMember(assertion, 'Assert') ?? placeOfMember(assertions, index);
      report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint });
    }
  }
}

interface Parts {
  readonly scope: Scope;
  readonly parameters: NonNullable<Template['Parameters']>;
  readonly report: Report;
}

class RuleJudge {
  readonly #parts: Parts;
  /** What a rule asks of an account's own resources is known on AWS only: an assertion that does is taken to hold. */
  #unknown = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  holds(written: Value): boolean {
    this.#unknown = false;
    const answer = this.#condition(written);
    return answer || this.#unknown;
  }

  #condition(written: Value): boolean {
    const [name, argument] = callIn(written);
    const list = Array.isArray(argument) ? (argument as readonly Value[]) : [];
    switch (name) {
      case 'Fn::And':
        return list.every((it) => this.#condition(it));
      case 'Fn::Or':
        return list.some((it) => this.#condition(it));
      case 'Fn::Not':
        return !this.#condition(list[0] ?? null);
      case 'Fn::Contains':
        return this.#list(list[0]).includes(this.#text(list[1]));
      case 'Fn::EachMemberEquals':
        return this.#list(list[0]).every((it) => it === this.#text(list[1]));
      case 'Fn::EachMemberIn':
        return this.#list(list[0]).every((it) => this.#list(list[1]).includes(it));
      case 'Fn::Equals':
        return this.#text(list[0]) === this.#text(list[1]);
      default:
        return resolveCondition(written, this.#parts.scope, this.#parts.report, undefined);
    }
  }

  #list(written: Value | undefined): readonly string[] {
    const [name, argument] = callIn(written ?? null);
    const { parameters, scope } = this.#parts;
    if (name === 'Fn::RefAll') {
      const ofType = Object.entries(parameters).filter(([, it]) => it.Type === argument);
      return ofType.flatMap(([parameter]) => texts(scope.parameters[parameter] ?? null));
    }
    if (Array.isArray(written)) return written.flatMap((it) => this.#list(it));
    return texts(this.#value(written ?? null));
  }

  #text(written: Value | undefined): string {
    return this.#list(written).join(',');
  }

  #value(written: Value): Value {
    const [name] = callIn(written);
    if (name === 'Fn::ValueOf' || name === 'Fn::ValueOfAll') {
      this.#unknown = true;
      return '';
    }
    if (name !== undefined && conditionFunctions.has(name)) return this.#condition(written);
    return resolveValue(written, this.#parts.scope, this.#parts.report);
  }
}

function callIn(value: Value): readonly [name: string | undefined, argument: Value] {
  if (!isMapping(value)) return [undefined, null];
  const [name, ...more] = Object.keys(value);
  return name !== undefined && more.length === 0 ? [name, value[name] ?? null] : [undefined, null];
}

function texts(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)];
}
