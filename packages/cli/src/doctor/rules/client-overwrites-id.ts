import type { Node } from 'oxc-parser';
import { awsCallsOf } from '../lambda/aws-calls.ts';
import { eventPath, isMadeOf } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';
import { isCallOf, type NodeOf, propertyName, propertyOf, unwrap } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';

const identity = /^(id|pk|sk|key|.*Id|.*_id)$/i;

/** In `{ id: newId(), ...input }` a client that sends its own `id` wins, and PutItem replaces whoever had it. */
export const clientOverwritesId: Rule = {
  name: 'CLIENT_OVERWRITES_ID',
  *check({ modules }) {
    for (const module of modules) {
      for (const call of module.once(awsCallsOf)) {
        if (call.operation !== 'PutItem') continue;
        const input = call.input && module.valueOf(call.input);
        const item = itemOf(module, propertyOf(input, 'Item'));
        if (!item) continue;
        let made: { name: string; node: Node } | undefined;
        for (const property of item.properties) {
          if (property.type === 'SpreadElement') {
            if (!made || !mayHoldAnything(module, property.argument)) continue;
            yield {
              severity: 'error',
              message: `"${made.name}" is set before ...${module.textOfNode(property.argument)}, so a client that sends "${made.name}" chooses it, and PutItem replaces the item that had it.`,
              at: module.place(property),
              hint: `Put ${made.name} after the spread, take only the members you know, and add ConditionExpression: 'attribute_not_exists(${made.name})'.`,
            };
            break;
          }
          const name = propertyName(property);
          const value = unwrap(property.value);
          if (
            name &&
            identity.test(name) &&
            (value.type === 'CallExpression' || value.type === 'Identifier' || value.type === 'TemplateLiteral')
          ) {
            made = { name, node: property };
          }
        }
      }
    }
  },
};

/** The object literal that is put, also through a constant or `marshall(...)`. */
function itemOf(module: SourceModule, item: Node | undefined): NodeOf<'ObjectExpression'> | undefined {
  const value = item && module.valueOf(item);
  if (value?.type === 'ObjectExpression') return value;
  return value?.type === 'CallExpression' && value.arguments.length > 0 ? itemOf(module, value.arguments[0]) : undefined;
}

/** True for the parsed body, and for a parameter that says nothing of its type: any member may be in it. */
function mayHoldAnything(module: SourceModule, argument: Node): boolean {
  const value = module.valueOf(argument);
  if (isCallOf(value, 'JSON', 'parse')) return true;
  if (value.type !== 'Identifier') return isMadeOf(module, value, (part) => eventPath(module, part)?.[0] === 'body');
  const declaration = module.declarationOf(value);
  if (declaration?.kind !== 'parameter' || declaration.members.length > 0) return false;
  const annotation = 'typeAnnotation' in declaration.node ? declaration.node.typeAnnotation : undefined;
  return annotation ? /\b(any|unknown|object|Record<)/.test(module.textOfNode(annotation)) : true;
}
