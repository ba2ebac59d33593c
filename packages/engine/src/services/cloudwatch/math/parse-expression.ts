import { type Expression, MathError } from './expression.ts';

/** Deeper than any expression that people write, far from the end of the stack. */
const maximumDepth = 64;

interface Token {
  readonly type: 'number' | 'text' | 'name' | 'symbol' | 'end';
  readonly text: string;
}

/** From the loosest to the tightest. @source "Using math expressions with CloudWatch metrics", Amazon CloudWatch user guide */
const levels: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];
const spellings: { readonly [operator: string]: string } = { OR: '||', AND: '&&' };

/** Reads an expression of metric math. @throws MathError */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? { type: 'end', text: '' };
  const take = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const expect = (symbol: string): void => {
    const token = take();
    if (token.type !== 'symbol' || token.text !== symbol) throw new MathError(`Unexpected "${token.text}", expected "${symbol}"`);
  };

  function level(index: number): Expression {
    const operators = levels[index];
    if (!operators) return unary();
    let left = level(index + 1);
    for (let token = peek(); isOperator(token, operators); token = peek()) {
      take();
      left = { type: 'binary', operator: spellings[token.text.toUpperCase()] ?? token.text, left, right: level(index + 1) };
    }
    return left;
  }

  function unary(): Expression {
    depth += 1;
    if (depth > maximumDepth) throw new MathError('The expression is nested too deep');
    const token = peek();
    const isMinus = token.type === 'symbol' && token.text === '-';
    if (isMinus) take();
    const operand: Expression = isMinus ? { type: 'unary', operand: unary() } : primary();
    depth -= 1;
    return operand;
  }

  function primary(): Expression {
    const token = take();
    if (token.type === 'number') return { type: 'number', value: Number(token.text) };
    if (token.type === 'text') return { type: 'text', value: token.text };
    if (token.type === 'name') {
      if (peek().type !== 'symbol' || peek().text !== '(') return { type: 'name', name: token.text };
      take();
      return { type: 'call', name: token.text.toUpperCase(), arguments: members(')') };
    }
    if (token.text === '(' && token.type === 'symbol') {
      const inner = level(0);
      expect(')');
      return inner;
    }
    if (token.text === '[' && token.type === 'symbol') return { type: 'list', members: members(']') };
    throw new MathError(token.type === 'end' ? 'Unexpected end of the expression' : `Unexpected "${token.text}"`);
  }

  function members(close: string): readonly Expression[] {
    const found: Expression[] = [];
    if (peek().type === 'symbol' && peek().text === close) {
      take();
      return found;
    }
    for (;;) {
      found.push(level(0));
      const token = take();
      if (token.type === 'symbol' && token.text === close) return found;
      if (token.type !== 'symbol' || token.text !== ',') throw new MathError(`Unexpected "${token.text}", expected "," or "${close}"`);
    }
  }

  const expression = level(0);
  if (peek().type !== 'end') throw new MathError(`Unexpected "${peek().text}"`);
  return expression;
}

function isOperator({ type, text }: Token, operators: readonly string[]): boolean {
  return (type === 'symbol' && operators.includes(text)) || (type === 'name' && operators.includes(text.toUpperCase()));
}

function tokensOf(text: string): readonly Token[] {
  const pattern = /\s+|(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[-+*/^<>()[\],])/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new MathError(`Unexpected character "${text[at]}"`);
    const [, number, single, double, name, symbol] = match;
    if (number !== undefined) tokens.push({ type: 'number', text: number });
    else if (single !== undefined || double !== undefined) tokens.push({ type: 'text', text: single ?? double ?? '' });
    else if (name !== undefined) tokens.push({ type: 'name', text: name });
    else if (symbol !== undefined) tokens.push({ type: 'symbol', text: symbol });
  }
  return tokens;
}
