import {
  type CompileResult,
  createScope,
  creationOrder,
  type Diagnostic,
  placeOfKey,
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
import { cleanUp } from './clean-up.ts';
import { type Exports, exportsAmong } from './exports.ts';
import { fingerprintOf, type LiveResource, needsReplacement, type ResourceChange } from './live-resource.ts';
import { outputsOf, type StackOutputs } from './outputs.ts';
import { resolveDynamicReferences } from './resolve-dynamic-references.ts';
import type { ProviderContext, ResolvedProperties, ResourceProvider } from './resource-provider.ts';
import { resourceProviders } from './resources.ts';
import { rollBack } from './roll-back.ts';
import { ssmParameterValues } from './ssm-parameter-values.ts';

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

export interface ApplyOptions {
  readonly parameters: { readonly [name: string]: string };
  readonly allowUnsupported: boolean;
}

/** A resource that could not be brought to what the template says. */
interface Failure {
  readonly logicalId: string;
  readonly action: 'create' | 'update';
}

/** One run of `apply`. */
interface Work {
  readonly compiled: CompileResult & { readonly template: Template };
  readonly scope: Scope;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly failures: Failure[];
  /** Those that failed, and those that went with them. */
  readonly failed: Set<string>;
  /** Resources with a name and nothing behind it: what needs more than the name fails for that one cause. */
  readonly absent: Set<string>;
  /** What this run did; a replacement's former resource waits for the end. */
  readonly changes: ResourceChange[];
}

/** One CloudFormation stack on this machine. */
export class Stack {
  readonly #options: StackOptions;
  readonly #exports: Exports;
  #live = new Map<string, LiveResource>();
  /** In the order in which they were created. */
  #order: readonly string[] = [];
  #outputs: StackOutputs = { outputs: {}, exports: {} };
  #changes: readonly ResourceChange[] = [];

  constructor(options: StackOptions) {
    this.#options = options;
    this.#exports = exportsAmong(options.dataRoot, options.stackName);
  }

  get name(): string {
    return this.#options.stackName;
  }

  get resources(): readonly StackResource[] {
    return [...this.#live.values()].map(({ logicalId, type, physicalResourceId }) => ({ logicalId, type, physicalResourceId }));
  }

  /** The template's Outputs, as text; those that refer to what is not run here are left out. */
  get outputs(): { readonly [name: string]: string } {
    return this.#outputs.outputs;
  }

  /** What the last apply did, in the order in which it was done; nothing when it was taken back. */
  get changes(): readonly ResourceChange[] {
    return this.#changes;
  }

  /**
   * Brings the stack to what the template says: creates, updates and replaces, each resource as soon as those it refers to are there,
   * and then deletes what is not wanted any more. With an error among the static checks nothing is touched. When a resource fails, the
   * others are tried, so that all that is wrong is told, and then all is taken back: what ran before runs on.
   */
  async apply(compiled: CompileResult & { readonly template: Template }, options: ApplyOptions): Promise<readonly Diagnostic[]> {
    const { template } = compiled;
    const diagnostics: Diagnostic[] = [];
    const report = (diagnostic: Diagnostic): void => {
      // What the checks have told already, and is met again on creating it.
      if (!diagnostics.some((it) => it.message === diagnostic.message && it.at === diagnostic.at))
        diagnostics.push(softened(diagnostic, options));
    };
    this.#changes = [];
    const ssmValues = await ssmParameterValues(this.#options.services.ssm, template, options.parameters);
    const { scope, diagnostics: ofScope } = this.#scope(template, options, ssmValues);
    const isActive = (condition: string): boolean => scope.condition(condition) ?? false;
    const { batches, dependencies, diagnostics: circles } = creationOrder(template, isActive);
    const givenVariables = Object.keys(this.#options.functionEnvironment);
    const ofResources = checkTemplate(template, compiled.deploymentOnly, isActive, givenVariables);
    for (const it of [...ofScope, ...ofResources, ...circles]) report(it);
    const hasErrors = (): boolean => diagnostics.some((it) => it.severity === 'error');
    if (hasErrors()) return diagnostics;

    const order = batches.flat();
    const before = new Map(this.#live);
    const work: Work = { compiled, scope, report, failures: [], failed: new Set(), absent: new Set(), changes: [] };
    const done = new Map<string, Promise<void>>();
    for (const logicalId of order) {
      const awaited = (dependencies.get(logicalId) ?? []).map((it) => done.get(it));
      done.set(
        logicalId,
        Promise.all(awaited).then(() => this.#applyResource(logicalId, work)),
      );
    }
    await Promise.all(done.values());
    const outputs = outputsOf(template, scope, isActive);
    if (!hasErrors()) this.#exports.check(template, outputs.exports, report);
    if (hasErrors()) {
      await this.#takeBack(before, work);
      return diagnostics;
    }
    const contextOf = this.#contextFor(report);
    const deleted = await cleanUp({ before, live: this.#live, order: this.#order, wanted: new Set(order), contextOf });
    this.#changes = [...work.changes, ...deleted];
    if (this.#touchesApi(this.#changes, before, template)) await this.#deployAgain(report);
    this.#order = order;
    this.#outputs = outputs;
    this.#exports.keep(outputs.exports);
    return diagnostics;
  }

  #scope(template: Template, { parameters }: ApplyOptions, ssmValues: ReadonlyMap<string, string>): ReturnType<typeof createScope> {
    const { world, stackName } = this.#options;
    return createScope(
      template,
      {
        parameters,
        ssmParameter: (name) => ssmValues.get(name),
        stackName,
        region: world.region,
        accountId: world.accountId,
        importValue: (name) => this.#exports.importValue(name),
      },
      (logicalId) => this.#ref(logicalId, template),
      (logicalId, attribute) =>
        this.#live.get(logicalId)?.attributes?.[attribute] ?? this.#attributeOfLeftOut(logicalId, attribute, template),
    );
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
    const written = resolvedProperties(resource.Properties ?? {}, scope, report);
    const properties = written && (await this.#withStoredValues(logicalId, written, provider, report));
    if (!properties) {
      failed.add(logicalId);
      return;
    }
    const functionSource = compiled.functions[logicalId];
    const at = placeOfKey(compiled.template.Resources, logicalId);
    // Failures of code that the template holds are shown at its lines, which move with what is written above.
    const line = typeof Object(properties.Code).ZipFile === 'string' ? at?.line : undefined;
    const fingerprint = `${fingerprintOf(properties, functionSource, resource)}${line ?? ''}`;
    const before = this.#live.get(logicalId);
    const wanted = { logicalId, type: provider.type, properties, resource, functionSource, at, fingerprint };
    if (before?.type === provider.type && before.fingerprint === fingerprint) {
      // Its policies and its line may be others; the resource itself is what it was.
      this.#live.set(logicalId, { ...before, resource, at });
      if (before.absent) absent.add(logicalId);
      return;
    }
    try {
      const live = await this.#bringTo(wanted, provider, before, work);
      this.#live.set(logicalId, live);
      if (live.absent) absent.add(logicalId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.add(logicalId);
      if (referencesOf(resource.Properties ?? {}).some((it) => absent.has(it.logicalId))) return;
      work.failures.push({ logicalId, action: before ? 'update' : 'create' });
      const message = `"${logicalId}" could not be ${before ? 'updated' : 'created'}: ${error.message} (${error.code})`;
      report({ code: 'PROVISIONING_FAILED', severity: 'error', message, at });
    }
  }

  /** With the values that the template reads from the Parameter Store and Secrets Manager. */
  #withStoredValues(
    logicalId: string,
    properties: ResolvedProperties,
    { properties: table }: ResourceProvider,
    report: (diagnostic: Diagnostic) => void,
  ): Promise<ResolvedProperties> {
    const { services, functionEnvironment } = this.#options;
    return resolveDynamicReferences({ logicalId, properties, table, givenVariables: Object.keys(functionEnvironment), services, report });
  }

  async #bringTo(
    wanted: Omit<LiveResource, 'physicalResourceId'>,
    provider: ResourceProvider,
    before: LiveResource | undefined,
    { report, changes }: Work,
  ): Promise<LiveResource> {
    const { logicalId, properties } = wanted;
    const context = this.#contextFor(report)(wanted);
    const replaced = before && needsReplacement(provider, before, properties);
    if (replaced && before.type === provider.type && Object.values(properties).includes(before.physicalResourceId)) {
      const name = before.physicalResourceId;
      const message = `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`;
      throw new ServiceError('ValidationError', message);
    }
    changes.push({ logicalId, action: replaced ? 'Replace' : before ? 'Update' : 'Create' });
    const provisioned =
      before && !replaced
        ? await provider.update(context, before.physicalResourceId, properties)
        : await provider.create(context, properties);
    // What an update does not say anew is as it was: AWS gives a secret access key once.
    return { ...wanted, ...(before && !replaced && { attributes: before.attributes }), ...provisioned };
  }

  #touchesApi(changes: readonly ResourceChange[], before: ReadonlyMap<string, LiveResource>, { Resources: resources }: Template): boolean {
    return changes.some(({ logicalId }) =>
      (before.get(logicalId)?.type ?? resources[logicalId]?.Type ?? '').startsWith('AWS::ApiGateway::'),
    );
  }

  /**
   * An edited template is served at once, and parts that no deployment refers to (gateway responses, models) count whenever they were
   * made: each deployment is taken anew when all is there.
   */
  async #deployAgain(report: (diagnostic: Diagnostic) => void): Promise<void> {
    for (const live of this.#live.values()) {
      if (live.type !== 'AWS::ApiGateway::Deployment' && live.type !== 'AWS::ApiGatewayV2::Deployment') continue;
      const provider = resourceProviders.find((it) => it.type === live.type);
      try {
        await provider?.update(this.#contextFor(report)(live), live.physicalResourceId, live.properties);
      } catch (error) {
        // AWS would not deploy an unchanged deployment again: what cannot be deployed (an API without methods) leaves the former one served.
        if (!(error instanceof ServiceError)) throw error;
      }
    }
  }

  async #takeBack(before: ReadonlyMap<string, LiveResource>, work: Work): Promise<void> {
    const { report, failures, changes } = work;
    const touchesApi = this.#touchesApi(changes, before, work.compiled.template);
    // What the former state has to say has been told when it was applied.
    const contextOf = this.#contextFor(() => {});
    this.#live = await rollBack({ before, order: this.#order, live: this.#live, changes, contextOf, report });
    if (touchesApi) await this.#deployAgain(() => {});
    const sentences = (['create', 'update'] as const).flatMap((action) => {
      const names = failures.filter((it) => it.action === action).map((it) => it.logicalId);
      return names.length === 0 ? [] : [`The following resource(s) failed to ${action}: [${names.join(', ')}].`];
    });
    const [status, now] =
      before.size === 0 ? ['ROLLBACK_COMPLETE', 'Nothing is served.'] : ['UPDATE_ROLLBACK_COMPLETE', 'What ran before runs on.'];
    if (changes.length > 0)
      report({ code: 'STACK_ROLLED_BACK', severity: 'warning', message: [`${status}:`, ...sentences, now].join(' ') });
  }

  #contextFor(report: (diagnostic: Diagnostic) => void): (live: Omit<LiveResource, 'physicalResourceId'>) => ProviderContext {
    return ({ logicalId, resource, functionSource, at }) => ({ ...this.#options, logicalId, resource, at, functionSource, report });
  }
}

/** Undefined when something in them has no value, which has then been reported. */
function resolvedProperties(
  written: { readonly [property: string]: Value },
  scope: Scope,
  report: (diagnostic: Diagnostic) => void,
): ResolvedProperties | undefined {
  let sound = true;
  const resolved = resolveValue(written, scope, (diagnostic) => {
    sound = false;
    report(diagnostic);
  });
  return sound ? (resolved as ResolvedProperties) : undefined;
}

/** `--allow-unsupported` turns what is only ours to lack into a warning. */
function softened(diagnostic: Diagnostic, { allowUnsupported }: ApplyOptions): Diagnostic {
  return allowUnsupported && diagnostic.unsupported ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
