import { type VelocityValue } from './values.ts';
/** Null and false are false; zero and empty text are true, as in Velocity 1.7. */
export declare function isTrue(value: VelocityValue): boolean;
/** Values of different kinds are equal when they print alike. */
export declare function looselyEqual(a: VelocityValue, b: VelocityValue): boolean;
/** Negative, zero or positive; NaN, which is less than nothing and more than nothing, when the two have no order. */
export declare function compare(a: VelocityValue, b: VelocityValue): number;
/** Whole numbers divide to whole numbers. */
export declare function divide(a: number, b: number): number;
