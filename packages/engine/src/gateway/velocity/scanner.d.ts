import { VelocityError } from './syntax.ts';
/** A position in a template's text. */
export declare class Scanner {
    readonly text: string;
    at: number;
    constructor(text: string);
    get done(): boolean;
    peek(offset?: number): string;
    /** Takes `expected` when it comes next. */
    take(expected: string): boolean;
    /** Takes what a sticky expression matches here; undefined when it does not. */
    match(pattern: RegExp): string | undefined;
    blanks(): void;
    expect(expected: string): void;
    error(message: string): VelocityError;
}
