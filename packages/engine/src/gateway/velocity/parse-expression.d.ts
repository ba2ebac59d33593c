import type { Scanner } from './scanner.ts';
import type { Block, Expression, Reference } from './syntax.ts';
/** Reads expressions; `parseBlock` reads the inside of a double-quoted string, which is a template itself. */
export declare class ExpressionParser {
    #private;
    constructor(scanner: Scanner, parseBlock: (text: string, depth: number) => Block, depth: number);
    expression(level?: number): Expression;
    /** `$name`, `$!name`, `${name}` and what follows; undefined, and nothing taken, when the `$` begins no reference. */
    reference(): Reference | undefined;
}
