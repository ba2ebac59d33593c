/**
 * The text that DynamoDB returns for a number: `1.0` is `1`, `1e3` is `1000`, `-0` is `0`.
 * @throws ServiceError ValidationException when it is no number, has over 38 significant digits, or is out of range
 */
export declare function canonicalNumber(text: string): string;

/** Order of two canonical numbers: negative, zero or positive. */
export declare function compareNumbers(a: string, b: string): number;

/** Exact sum of two canonical numbers. @throws ServiceError ValidationException as canonicalNumber */
export declare function addNumbers(a: string, b: string): string;

/** Exact difference of two canonical numbers. @throws ServiceError ValidationException as canonicalNumber */
export declare function subtractNumbers(a: string, b: string): string;
