import type { NodeOf } from '../syntax/nodes.ts';
import { isCallOf } from '../syntax/nodes.ts';
import type { SourceModule } from '../syntax/source-module.ts';
import { eventPath, isMadeOf } from './events.ts';

/** Every `JSON.parse` of the request's body. */
export function bodyParsesOf(module: SourceModule): readonly NodeOf<'CallExpression'>[] {
  return module.all('CallExpression').filter((call) => {
    const argument = call.arguments[0];
    return (
      isCallOf(call, 'JSON', 'parse') &&
      argument !== undefined &&
      isMadeOf(module, argument, (part) => eventPath(module, part)?.join('.') === 'body')
    );
  });
}
