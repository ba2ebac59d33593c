/** An id as API Gateway gives them, lower-case letters and digits, that is the same in every run for the same `seed`. */
export declare function identifierOf(seed: string, length: number): string;
