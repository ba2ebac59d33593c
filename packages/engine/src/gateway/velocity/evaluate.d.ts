import { type Block } from './syntax.ts';
import { type VelocityValue } from './values.ts';
export type Scope = Map<string, VelocityValue>;
/** Runs a template with `scope` as its variables, which it may add to. @throws VelocityError when it exceeds its bounds */
export declare function evaluateTemplate(template: Block, scope: Scope): string;
