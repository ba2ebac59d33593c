import type { JsonOutput } from '../../protocol/json-protocol.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { type Shape, throwProblems } from '../../protocol/shape.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import type { ExpressionCache } from './expressions/expression-cache.ts';
import type { DynamoDbMeter, UnitTaker } from './items/meter.ts';
import type { StreamLog } from './streams/stream-log.ts';
import type { TableCatalog } from './tables/table-catalog.ts';

/** What every operation works on. */
export interface Database {
  readonly world: World;
  readonly store: Store;
  readonly tables: TableCatalog;
  readonly streams: StreamLog;
  readonly expressions: ExpressionCache;
  /** Undefined measures nothing and lets provisioned tables be used beyond their throughput. */
  readonly throttle: UnitTaker | undefined;
  readonly meter: DynamoDbMeter | undefined;
}

export interface Operation {
  readonly name: string;
  /** A read is answered at once; a promise rejects with ServiceError as AWS refuses. @throws nothing */
  run(database: Database, wire: unknown): JsonOutput | Promise<JsonOutput>;
}

export interface OperationOptions<T> {
  /** What the operation says of the problems with its members, where it does not say each in its own words. */
  readonly told?: (problems: readonly string[], request: T, wire: unknown) => readonly string[];
}

const asFound = (problems: readonly string[]): readonly string[] => problems;

/**
 * An operation of DynamoDB: the request's shape is checked before `run` sees it.
 *
 * `run` decides in one turn of the event loop, without an `await` between reading an item and writing it: that makes every operation
 * atomic. A refusal may rest on a write that is still on its way to the disk, so it waits for that one.
 */
export function operation<T>(
  name: string,
  input: Shape<T>,
  run: (database: Database, request: T, wire: unknown) => JsonOutput | Promise<JsonOutput>,
  { told = asFound }: OperationOptions<T> = {},
): Operation {
  return {
    name,
    run(database, wire) {
      const refuse = async (error: unknown): Promise<never> => {
        if (error instanceof ServiceError) await database.store.settled();
        throw error;
      };
      try {
        const request = input.read(wire, 'value');
        const problems: string[] = [];
        input.check(request, '', problems);
        if (problems.length > 0) throwProblems(told(problems, request, wire));
        const output = run(database, request, wire);
        return output instanceof Promise ? output.catch(refuse) : output;
      } catch (error) {
        return refuse(error);
      }
    },
  };
}
