import type { World } from '../../world/world.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import { answerLines, type ExecutionLine, refusalLines, requestLines } from './execution-lines.ts';
import type { RestExchange } from './rest-exchange.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The execution log of a test: every line, dated. @source localstack's recordings of TestInvokeMethod */
export class TestLog {
  readonly #lines: string[] = [];
  readonly #world: World;
  readonly #exchange: RestExchange;

  constructor(world: World, exchange: RestExchange) {
    this.#world = world;
    this.#exchange = exchange;
    this.#lines.push(`Execution log for request ${exchange.request.requestId}`);
    this.#add(requestLines(exchange));
  }

  completed(answer: GatewayAnswer): void {
    this.#add(answerLines(this.#exchange, answer));
  }

  failed(error: GatewayError): void {
    this.#add(refusalLines(this.#exchange, error));
  }

  authorized(): void {
    this.#add([{ for: 'INFO', text: 'Successfully completed authorizer execution' }]);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #add(lines: readonly ExecutionLine[]): void {
    for (const { text } of lines) this.#lines.push(`${dateText(this.#world.now())} : ${text}`);
  }
}

/** As Java prints a date: `Sun Feb 04 18:48:23 UTC 2024`. */
function dateText(nowMs: number): string {
  const date = new Date(nowMs);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}
