import { type VelocityValue } from './values.ts';
/** Calls a method that the Java class of a value has. Undefined when it has none of that name. */
export declare function callMethod(on: VelocityValue, name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined;
