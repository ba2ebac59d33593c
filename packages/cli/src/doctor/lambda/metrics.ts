import type { Node } from 'oxc-parser';
import type { FunctionNode, NodeOf } from '../syntax/nodes.ts';
import { contains, type SourceModule } from '../syntax/source-module.ts';
import { callsOf } from '../syntax/uses.ts';
import { awsCallsOf } from './aws-calls.ts';

/** One PutMetricData call, and who waits for it. */
export interface MetricCall {
  readonly node: Node;
  /** The `await`s that make a request wait: of the call itself, or of the function around it. */
  readonly awaited: readonly NodeOf<'AwaitExpression'>[];
  /** The call's own function catches what it throws. */
  readonly caught: boolean;
}

export function metricCallsOf(module: SourceModule): readonly MetricCall[] {
  return module
    .once(awsCallsOf)
    .filter((it) => it.service === 'cloudwatch' && it.operation === 'PutMetricData')
    .map(({ node }) => {
      const around = module.functionAround(node);
      const own = awaitAround(module, node);
      const byCallers = around ? callsOf(module, around).flatMap((call) => awaitAround(module, call) ?? []) : [];
      return {
        node,
        awaited: byCallers.length > 0 ? byCallers : own ? [own] : [],
        caught: byCallers.length > 0 && isCaughtIn(module, node, around),
      };
    });
}

function awaitAround(module: SourceModule, node: Node): NodeOf<'AwaitExpression'> | undefined {
  for (const it of module.ancestors(node)) {
    if (it.type === 'AwaitExpression') return it;
    if (it.type.endsWith('Statement') || it.type.endsWith('Function') || it.type === 'ArrowFunctionExpression') return undefined;
  }
  return undefined;
}

function isCaughtIn(module: SourceModule, node: Node, around: FunctionNode | undefined): boolean {
  const attempt = module.tryAround(node);
  return attempt !== undefined && around !== undefined && contains(around, attempt);
}
