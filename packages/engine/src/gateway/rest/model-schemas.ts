import type { ValidateFunction } from 'ajv-draft-04';
import type { Model } from '../../services/apigateway/rest-api.ts';
import { WatchdogError, watched } from '../../world/watchdog.ts';
import { nestsDeeperThan } from '../json-depth.ts';
import { schemaFault } from './schema-fault.ts';

/** The models of one API, compiled when a request first needs them. */
export interface ModelSchemas {
  /** What is wrong with a body, in the words API Gateway's validator uses; empty when it fits. */
  faultsOf(modelName: string, body: string): Promise<readonly string[]>;
}

/** Bodies beyond this depth are refused before a recursive schema walks them. */
const maximumDepth = 256;

/** A body of this many characters cannot keep any schema busy for long. */
const harmlessLength = 20;
const timeoutMs = 1000;

/** @source "Data models for REST APIs": JSON schema draft 4, with references between the models of the API */
export function modelSchemas(models: ReadonlyMap<string, Model>): ModelSchemas {
  const compiled = new Map<string, ValidateFunction | string>();
  const compile = async (name: string): Promise<ValidateFunction | string> => {
    let result: ValidateFunction | string;
    try {
      const { default: Ajv } = await import('ajv-draft-04');
      const ajv = new Ajv.default({
        strict: false,
        allErrors: false,
        verbose: true,
        logger: false,
        validateFormats: false,
        unicodeRegExp: false,
      });
      for (const model of models.values()) ajv.addSchema({ ...rewritten(model.schema), id: idOf(model.name) });
      result = ajv.getSchema(idOf(name)) ?? 'the model cannot be compiled';
    } catch (error) {
      // The user's schema is at fault: AWS refuses such bodies, as nothing can be valid against it.
      result = `the model "${name}" is no valid JSON schema: ${error instanceof Error ? error.message : String(error)}`;
    }
    compiled.set(name, result);
    return result;
  };

  return {
    async faultsOf(modelName, body) {
      const validate = compiled.get(modelName) ?? (await compile(modelName));
      if (typeof validate === 'string') return [validate];
      let value: unknown;
      try {
        // An empty body counts as an empty object. @source localstack's recording of request validators
        value = JSON.parse(body === '' ? '{}' : body);
      } catch {
        return ['Unknown error parsing request body'];
      }
      if (nestsDeeperThan(value, maximumDepth)) return [`the body nests deeper than ${maximumDepth} levels`];
      try {
        // A `pattern` that backtracks, or `uniqueItems` on a long list, may take for ever on a body made for it.
        const isValid = body.length <= harmlessLength ? validate(value) : watched(timeoutMs, () => validate(value));
        return isValid ? [] : [schemaFault(validate.errors ?? [])];
      } catch (error) {
        if (!(error instanceof WatchdogError)) throw error;
        return [`the body cannot be judged: ${error.message}`];
      }
    },
  };
}

function idOf(name: string): string {
  return `https://models.invalid/${encodeURIComponent(name)}`;
}

/** Turns every reference to a model, `.../models/NAME`, `#/definitions/NAME` of an OpenAPI document, into ours. */
function rewritten(schema: unknown): object {
  const own = typeof schema === 'object' && schema !== null && 'definitions' in schema ? schema.definitions : undefined;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).flatMap(([member, inner]): [string, unknown][] => {
      if (member === 'id' || member === '$id' || member === '$schema') return typeof inner === 'string' ? [] : [[member, visit(inner)]];
      if (member === '$ref' && typeof inner === 'string') return [[member, reference(inner, own)]];
      return [[member, visit(inner)]];
    });
    return Object.fromEntries(entries);
  };
  return visit(schema) as object;
}

function reference(text: string, own: unknown): string {
  const [, model] = /\/models\/([^/]+)$/.exec(text) ?? [];
  if (model !== undefined) return idOf(model);
  const [, name] = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(text) ?? [];
  const isOwn = typeof own === 'object' && own !== null && name !== undefined && Object.hasOwn(own, name);
  return name === undefined || isOwn ? text : idOf(name);
}
