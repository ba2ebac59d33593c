/** A parsed template. @source "VTL reference", Apache Velocity 1.7 user guide */
export type Block = readonly Node[];
export type Node = {
    readonly kind: 'text';
    readonly text: string;
} | {
    readonly kind: 'reference';
    readonly reference: Reference;
    readonly escapes: number;
    readonly source: string;
} | {
    readonly kind: 'set';
    readonly target: Reference;
    readonly value: Expression;
} | {
    readonly kind: 'if';
    readonly branches: readonly {
        readonly condition: Expression | undefined;
        readonly body: Block;
    }[];
} | {
    readonly kind: 'foreach';
    readonly variable: string;
    readonly list: Expression;
    readonly body: Block;
} | {
    readonly kind: 'define';
    readonly name: string;
    readonly body: Block;
} | {
    readonly kind: 'break';
} | {
    readonly kind: 'stop';
};
export interface Reference {
    readonly name: string;
    readonly path: readonly Accessor[];
}
export type Accessor = {
    readonly kind: 'property';
    readonly name: string;
} | {
    readonly kind: 'call';
    readonly name: string;
    readonly arguments: readonly Expression[];
} | {
    readonly kind: 'index';
    readonly index: Expression;
};
export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';
export type Expression = {
    readonly kind: 'literal';
    readonly value: string | number | boolean | null;
} | {
    readonly kind: 'interpolated';
    readonly template: Block;
} | {
    readonly kind: 'reference';
    readonly reference: Reference;
} | {
    readonly kind: 'list';
    readonly items: readonly Expression[];
} | {
    readonly kind: 'range';
    readonly from: Expression;
    readonly to: Expression;
} | {
    readonly kind: 'map';
    readonly entries: readonly (readonly [Expression, Expression])[];
} | {
    readonly kind: 'not';
    readonly operand: Expression;
} | {
    readonly kind: 'binary';
    readonly operator: BinaryOperator;
    readonly left: Expression;
    readonly right: Expression;
};
/** A template that cannot be read or run: the user's mistake, with where in the template it is. */
export declare class VelocityError extends Error {
    readonly name = "VelocityError";
}
