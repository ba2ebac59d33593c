import {
  type CompileResult,
  createScope,
  creationOrder,
  type Diagnostic,
  type FunctionSource,
  placeOfKey,
  type Resource,
  referencesOf,
  resolveValue,
  type Scope,
  type Template,
  type Value,
} from '@gatewright/template';
import { ServiceError } from '../protocol/service-error.ts';
import type { Services } from '../services/services.ts';
import type { World } from '../world/world.ts';
import { checkTemplate } from './check-template.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from './resource-provider.ts';
import { resourceProviders } from './resources.ts';

export interface StackOptions {
  readonly world: World;
  readonly services: Services;
  readonly stackName: string;
  /** Absolute folder of the user's project. */
  readonly projectRoot: string;
  /** Absolute folder of the data and of this project's builds; undefined keeps nothing. */
  readonly dataRoot: string | undefined;
  /** Variables for every function, over the template's own. */
  readonly functionEnvironment: { readonly [name: string]: string };
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalResourceId: string;
}

interface LiveResource extends Provisioned {
  readonly type: string;
  /** The resolved properties as JSON text: what an update is compared with. */
  readonly fingerprint: string;
}

export interface ApplyOptions {
  readonly parameters: { readonly [name: string]: string };
  readonly allowUnsupported: boolean;
}

/** One run of `apply`. */
interface Work {
  readonly compiled: CompileResult & { readonly template: Template };
  readonly scope: Scope;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly failed: Set<string>;
  /** Resources with a name and nothing behind it: what needs more than the name fails for that one cause. */
  readonly absent: Set<string>;
  apiChanged: boolean;
}

/** One CloudFormation stack on this machine. */
export class Stack {
  readonly #options: StackOptions;
  readonly #live = new Map<string, LiveResource>();
  #outputs: { readonly [name: string]: string } = {};

  constructor(options: StackOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.stackName;
  }

  get resources(): readonly StackResource[] {
    return [...this.#live].map(([logicalId, { type, physicalResourceId }]) => ({ logicalId, type, physicalResourceId }));
  }

  /** The template's Outputs, as text; those that refer to what is not run here are left out. */
  get outputs(): { readonly [name: string]: string } {
    return this.#outputs;
  }

  /**
   * Brings the stack to what the template says: creates, updates, deletes. With an error among the static checks nothing is
   * touched; a resource that fails is reported, and whatever refers to it is left out.
   */
  async apply(compiled: CompileResult & { readonly template: Template }, options: ApplyOptions): Promise<readonly Diagnostic[]> {
    const { template } = compiled;
    const diagnostics: Diagnostic[] = [];
    const report = (diagnostic: Diagnostic): void => {
      diagnostics.push(softened(diagnostic, options));
    };
    const { world, stackName } = this.#options;
    const { scope, diagnostics: ofScope } = createScope(
      template,
      { parameters: options.parameters, stackName, region: world.region, accountId: world.accountId },
      (logicalId) => this.#ref(logicalId, template),
      (logicalId, attribute) =>
        this.#live.get(logicalId)?.attributes?.[attribute] ?? this.#attributeOfLeftOut(logicalId, attribute, template),
    );
    const isActive = (condition: string): boolean => scope.condition(condition) ?? false;
    const { batches, diagnostics: circles } = creationOrder(template, isActive);
    const givenVariables = Object.keys(this.#options.functionEnvironment);
    const ofResources = checkTemplate(template, compiled.deploymentOnly, isActive, givenVariables);
    for (const it of [...ofScope, ...ofResources, ...circles]) report(it);
    if (diagnostics.some((it) => it.severity === 'error')) return diagnostics;

    await this.#deleteUnwanted(new Set(batches.flat()), report);
    const work: Work = { compiled, scope, report, failed: new Set(), absent: new Set(), apiChanged: false };
    for (const batch of batches) await Promise.all(batch.map((logicalId) => this.#applyResource(logicalId, work)));
    if (work.apiChanged) await this.#deployAgain(work);
    this.#outputs = outputsOf(template, scope, isActive);
    return diagnostics;
  }

  #ref(logicalId: string, template: Template): Value | undefined {
    const live = this.#live.get(logicalId);
    if (live) return live.physicalResourceId;
    // A resource we do not provision still has a name, for those who accept the difference.
    return Object.hasOwn(template.Resources, logicalId) ? `${this.#options.stackName}-${logicalId}` : undefined;
  }

  /** The attribute of a resource that we do not provision: its name, or an ARN with it. */
  #attributeOfLeftOut(logicalId: string, attribute: string, template: Template): Value | undefined {
    const type = Object.hasOwn(template.Resources, logicalId) ? template.Resources[logicalId]?.Type : undefined;
    if (type === undefined || resourceProviders.some((it) => it.type === type)) return undefined;
    const { stackName, world } = this.#options;
    const name = `${stackName}-${logicalId}`;
    const service = type.split('::')[1]?.toLowerCase();
    return attribute.endsWith('Arn') ? `arn:aws:${service}:${world.region}:${world.accountId}:${name}` : name;
  }

  async #applyResource(logicalId: string, work: Work): Promise<void> {
    const { compiled, scope, report, failed, absent } = work;
    const resource = compiled.template.Resources[logicalId];
    const provider = resourceProviders.find((it) => it.type === resource?.Type);
    if (!resource || !provider || compiled.deploymentOnly.includes(logicalId)) return;
    // What a failed resource takes with it has one cause, and that has been reported.
    if (referencesOf(resource.Properties ?? {}).some((it) => failed.has(it.logicalId))) {
      failed.add(logicalId);
      return;
    }
    let sound = true;
    const properties = resolveValue(resource.Properties ?? {}, scope, (diagnostic) => {
      sound = false;
      report(diagnostic);
    }) as ResolvedProperties;
    if (!sound) {
      failed.add(logicalId);
      return;
    }
    const functionSource = compiled.functions[logicalId];
    const fingerprint = JSON.stringify([properties, functionSource ?? null, resource.Metadata ?? null]);
    const before = this.#live.get(logicalId);
    if (before?.type === provider.type && before.fingerprint === fingerprint) return;
    work.apiChanged ||= provider.type.startsWith('AWS::ApiGateway::');
    const context = this.#context(compiled.template, logicalId, resource, functionSource, report);
    try {
      const provisioned = await run(provider, context, before, properties);
      this.#live.set(logicalId, { ...provisioned, type: provider.type, fingerprint });
      if (provisioned.absent) absent.add(logicalId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.add(logicalId);
      if (referencesOf(resource.Properties ?? {}).some((it) => absent.has(it.logicalId))) return;
      report({
        code: 'PROVISIONING_FAILED',
        severity: 'error',
        message: `"${logicalId}" could not be ${before ? 'updated' : 'created'}: ${error.message} (${error.code})`,
        at: context.at,
      });
    }
  }

  /**
   * An edited template is served at once, and parts that no deployment refers to (gateway responses, models) count whenever they were
   * made: each deployment is taken anew when all is there.
   */
  async #deployAgain({ compiled, scope, report }: Work): Promise<void> {
    for (const [logicalId, { type, physicalResourceId }] of this.#live) {
      const resource = compiled.template.Resources[logicalId];
      if (type !== 'AWS::ApiGateway::Deployment' || !resource) continue;
      const provider = resourceProviders.find((it) => it.type === type);
      const properties = resolveValue(resource.Properties ?? {}, scope, report) as ResolvedProperties;
      await provider?.update(this.#context(compiled.template, logicalId, resource, undefined, report), physicalResourceId, properties);
    }
  }

  #context(
    template: Template,
    logicalId: string,
    resource: Resource,
    functionSource: FunctionSource | undefined,
    report: (diagnostic: Diagnostic) => void,
  ): ProviderContext {
    return { ...this.#options, logicalId, resource, at: placeOfKey(template.Resources, logicalId), functionSource, report };
  }

  async #deleteUnwanted(wanted: ReadonlySet<string>, report: (diagnostic: Diagnostic) => void): Promise<void> {
    const unwanted = [...this.#live].filter(([logicalId]) => !wanted.has(logicalId)).reverse();
    for (const [logicalId, { type, physicalResourceId }] of unwanted) {
      const provider = resourceProviders.find((it) => it.type === type);
      const context = this.#context({ Resources: {} }, logicalId, { Type: type }, undefined, report);
      await provider?.delete(context, physicalResourceId);
      this.#live.delete(logicalId);
    }
  }
}

function outputsOf(template: Template, scope: Scope, isActive: (condition: string) => boolean): { readonly [name: string]: string } {
  const outputs: Record<string, string> = {};
  for (const [name, { Condition, Value: value = null }] of Object.entries(template.Outputs ?? {})) {
    if (typeof Condition === 'string' && !isActive(Condition)) continue;
    let sound = true;
    const resolved = resolveValue(value, scope, () => {
      sound = false;
    });
    if (sound && resolved !== null) outputs[name] = typeof resolved === 'object' ? JSON.stringify(resolved) : String(resolved);
  }
  return outputs;
}

async function run(
  provider: ResourceProvider,
  context: ProviderContext,
  before: LiveResource | undefined,
  properties: ResolvedProperties,
): Promise<Provisioned> {
  if (before?.type === provider.type) return provider.update(context, before.physicalResourceId, properties);
  return provider.create(context, properties);
}

/** `--allow-unsupported` turns what is only ours to lack into a warning. */
function softened(diagnostic: Diagnostic, { allowUnsupported }: ApplyOptions): Diagnostic {
  return allowUnsupported && diagnostic.unsupported ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
