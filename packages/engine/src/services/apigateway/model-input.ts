import type { Value } from '@gatewright/template';
import { badRequest, type ControlPlane, notFound } from './operation.ts';
import type { Model } from './rest-api.ts';

type Path = { readonly [label: string]: string };

/** @throws ServiceError NotFoundException. @source localstack's recordings of GetModel */
export function modelOf({ apigateway }: ControlPlane, path: Path): Model {
  const { model_name: name = '' } = path;
  const model = apigateway.restApis.get(path.restapi_id ?? '')?.models.get(name);
  if (!model) throw notFound(`Invalid model name specified: ${name}`);
  return model;
}

/** @throws ServiceError BadRequestException. @source localstack's recordings of CreateModel */
export function readModelSchema(text: string | undefined): Value {
  if (text === undefined || text.trim() === '') throw badRequest('Model schema must have at least 1 property or array items defined');
  try {
    const schema: Value = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null) return schema;
  } catch {
    // Refused below, in AWS's words.
  }
  throw badRequest('Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]');
}

/** The last part of each reference in a schema: `https://apigateway.amazonaws.com/restapis/ID/models/Pet` and `#/definitions/Pet` are `Pet`. */
export function modelsNamedIn(schema: Value): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = Reflect.get(schema, '$ref');
  const inner = Object.values(schema).flatMap((it: Value) => modelsNamedIn(it));
  return typeof own === 'string' ? [own.split('/').at(-1) ?? '', ...inner] : inner;
}

/** A model with the models it refers to beside it, as `definitions`. @source "GetModel": flatten */
export function flattened({ apigateway }: ControlPlane, path: Path, model: Model): Model {
  const models = apigateway.restApis.get(path.restapi_id ?? '')?.models;
  const { schema } = model;
  if (!models || typeof schema !== 'object' || schema === null || Array.isArray(schema)) return model;
  const wanted = [...modelsNamedIn(schema)];
  const definitions: Record<string, Value> = {};
  for (const name of wanted) {
    const found = models.get(name);
    if (!found || Object.hasOwn(definitions, name)) continue;
    definitions[name] = withLocalReferences(found.schema);
    wanted.push(...modelsNamedIn(found.schema));
  }
  if (Object.keys(definitions).length === 0) return model;
  const local = withLocalReferences(schema);
  return { ...model, schema: { ...(typeof local === 'object' ? local : {}), definitions } };
}

function withLocalReferences(schema: Value): Value {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((it: Value) => withLocalReferences(it));
  const entries = Object.entries(schema).map(([member, value]: [string, Value]): [string, Value] => [
    member,
    member === '$ref' && typeof value === 'string' ? `#/definitions/${value.split('/').at(-1)}` : withLocalReferences(value),
  ]);
  return Object.fromEntries(entries);
}
