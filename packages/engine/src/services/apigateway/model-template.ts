import type { Value } from '@gatewright/template';
import { isMapping, type Mapping } from '../read-value.ts';
import type { Model } from './rest-api.ts';

const maximumDepth = 20;

/**
 * The mapping template that API Gateway offers for a model: it walks the input as the schema says.
 * @source "Models and mapping templates", API Gateway developer guide: the generated template
 */
export function modelTemplate(model: Model, models: ReadonlyMap<string, Model>): string {
  const schema = isMapping(model.schema) ? model.schema : {};
  return `#set($inputRoot = $input.path('$'))\n${templateOf(schema, { models, from: '$inputRoot', indent: '', depth: 0 })}`;
}

interface Here {
  readonly models: ReadonlyMap<string, Model>;
  readonly from: string;
  readonly indent: string;
  readonly depth: number;
}

function templateOf(written: Mapping, here: Here): string {
  const schema = dereferenced(written, here.models);
  const { from, indent, depth } = here;
  const inner = `${indent}  `;
  if (depth > maximumDepth) return '{}';
  if (schema.type === 'array') {
    const item = `$elem${depth === 0 ? '' : depth}`;
    const items = isMapping(schema.items) ? schema.items : {};
    const body = templateOf(items, { ...here, from: item, indent: inner, depth: depth + 1 });
    return `[\n#foreach(${item} in ${from})\n${inner}${body}#if($foreach.hasNext),#end\n\n#end\n${indent}]`;
  }
  if (schema.type === 'object' || isMapping(schema.properties)) {
    const properties = Object.entries(isMapping(schema.properties) ? schema.properties : {});
    const lines = properties.map(([name, property]) => {
      const value = templateOf(isMapping(property) ? property : {}, { ...here, from: `${from}.${name}`, indent: inner, depth: depth + 1 });
      return `${inner}"${name}" : ${value}`;
    });
    return lines.length === 0 ? `{\n${indent}}` : `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean' ? from : `"${from}"`;
}

function dereferenced(schema: Mapping, models: ReadonlyMap<string, Model>): Mapping {
  const reference: Value | undefined = schema.$ref;
  if (typeof reference !== 'string') return schema;
  const found = models.get(reference.split('/').at(-1) ?? '')?.schema;
  return isMapping(found) ? found : {};
}
