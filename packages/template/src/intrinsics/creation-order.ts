import type { Diagnostic } from '../diagnostic.ts';
import { placeOfKey } from '../places.ts';
import type { Resource, Template, Value } from '../template.ts';
import { referencesOf } from './references.ts';

export interface CreationOrder {
  /** Logical ids to create, each batch after the one before it; those of one batch do not wait for each other. */
  readonly batches: readonly (readonly string[])[];
  /** What each of them waits for. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** CIRCULAR_REFERENCE, one for each circle; the resources in a circle are in no batch. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The order in which a template's resources can be created.
 *
 * @param isActive whether a condition holds; resources whose condition does not are left out
 */
export function creationOrder(template: Template, isActive: (condition: string) => boolean): CreationOrder {
  const active = Object.entries(template.Resources).filter(([, it]) => it.Condition === undefined || isActive(it.Condition));
  const waiting = new Map<string, Set<string>>(active.map(([logicalId]) => [logicalId, new Set()]));
  const dependents = new Map<string, string[]>(active.map(([logicalId]) => [logicalId, []]));
  for (const [logicalId, resource] of active) {
    for (const dependency of dependenciesOf(resource, isActive)) {
      if (!waiting.has(dependency)) continue;
      waiting.get(logicalId)?.add(dependency);
      dependents.get(dependency)?.push(logicalId);
    }
  }
  const dependencies = new Map([...waiting].map(([logicalId, awaited]) => [logicalId, [...awaited]]));
  const batches: string[][] = [];
  let batch = [...waiting].filter(([, awaited]) => awaited.size === 0).map(([logicalId]) => logicalId);
  while (batch.length > 0) {
    batches.push(batch);
    const freed: string[] = [];
    for (const done of batch) {
      waiting.delete(done);
      for (const dependent of dependents.get(done) ?? []) {
        const awaited = waiting.get(dependent);
        if (awaited?.delete(done) && awaited.size === 0) freed.push(dependent);
      }
    }
    batch = freed;
  }
  return { batches, dependencies, diagnostics: circlesAmong(waiting).map((circle) => circularReference(template, circle)) };
}

/** Logical ids a resource waits for: those it refers to and those in its DependsOn. */
function dependenciesOf(resource: Resource, isActive: (condition: string) => boolean): Set<string> {
  const { DependsOn: dependsOn = [], Properties: properties = {} } = resource;
  const named: readonly Value[] = typeof dependsOn === 'string' ? [dependsOn] : Array.isArray(dependsOn) ? dependsOn : [];
  return new Set([...named.filter((it) => typeof it === 'string'), ...referencesOf(properties, isActive).map((it) => it.logicalId)]);
}

/** The circles among what is left when everything else could be created; each resource is named in one circle at most. */
function circlesAmong(waiting: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const seen = new Set<string>();
  for (const start of waiting.keys()) {
    const path: string[] = [];
    let here: string | undefined = start;
    while (here !== undefined && !seen.has(here)) {
      seen.add(here);
      path.push(here);
      here = nextOnCircle(waiting.get(here) ?? new Set(), path, seen, waiting);
    }
    const first = here === undefined ? -1 : path.indexOf(here);
    if (first >= 0) circles.push(path.slice(first));
  }
  return circles;
}

/** Prefers a dependency already on the path, which closes a circle. */
function nextOnCircle(
  dependencies: ReadonlySet<string>,
  path: readonly string[],
  seen: ReadonlySet<string>,
  waiting: ReadonlyMap<string, unknown>,
): string | undefined {
  const left = [...dependencies].filter((it) => waiting.has(it));
  return left.find((it) => path.includes(it)) ?? left.find((it) => !seen.has(it));
}

function circularReference(template: Template, circle: readonly string[]): Diagnostic {
  const message = `Circular dependency between resources: ${[...circle, circle[0]].join(' -> ')}.`;
  const at = placeOfKey(template.Resources, circle[0] ?? '');
  return { code: 'CIRCULAR_REFERENCE', severity: 'error', message, at, hint: 'Take one of these references out.' };
}
