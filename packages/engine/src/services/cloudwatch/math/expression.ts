/** What an expression of metric math is made of. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'list'; readonly members: readonly Expression[] }
  | { readonly type: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly type: 'unary'; readonly operand: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** Why an expression cannot be read or computed; the caller puts the expression's id before it. */
export class MathError extends Error {
  override readonly name = 'MathError';
}
