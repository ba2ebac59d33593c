import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import { headerFault, wireText } from '../../header-text.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { fillSelection, parseTarget } from '../parameter-mapping.ts';

/**
 * Changes an integration's answer as the response parameters of its status say.
 * @source "Transform API requests and responses for HTTP APIs in API Gateway"
 */
export function mapResponse(answer: GatewayAnswer, exchange: HttpExchange, { responseParameters }: Integration): GatewayAnswer {
  const mapping = responseParameters[String(answer.statusCode)];
  if (!mapping) return answer;
  let { statusCode } = answer;
  let headers = [...answer.headers];
  for (const [target, expression] of Object.entries(mapping)) {
    const { action, location, name } = parseTarget(target);
    const value = action === 'remove' ? '' : fillSelection(expression, exchange, answer);
    if (location === 'statuscode') {
      if (/^[2-5]\d\d$/.test(value)) statusCode = Number(value);
    } else if (location === 'header' && !headerFault(name, value)) {
      const key = name.toLowerCase();
      if (action !== 'append') headers = headers.filter((_, index) => headers[index - (index % 2)]?.toLowerCase() !== key);
      if (action !== 'remove') headers.push(name, wireText(value));
    }
  }
  return { ...answer, statusCode, headers };
}
