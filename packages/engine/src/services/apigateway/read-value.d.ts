import type { Value } from '@gatewright/template';
/** A mapping of a template or an OpenAPI document. */
export type Mapping = {
    readonly [member: string]: Value;
};
export declare function isMapping(value: unknown): value is Mapping;
/** The text of a scalar; undefined when absent. @throws ServiceError BadRequestException for an object or a list */
export declare function textAt(from: Mapping, member: string): string | undefined;
export declare function requiredTextAt(from: Mapping, member: string): string;
export declare function numberAt(from: Mapping, member: string): number | undefined;
export declare function booleanAt(from: Mapping, member: string): boolean | undefined;
export declare function mappingAt(from: Mapping, member: string): Mapping | undefined;
export declare function listAt(from: Mapping, member: string): readonly Value[];
export declare function textListAt(from: Mapping, member: string): readonly string[];
export declare function mappingListAt(from: Mapping, member: string): readonly Mapping[];
/** A map of texts: request templates, stage variables. Objects in it become their JSON, as CloudFormation's do. */
export declare function textMapAt(from: Mapping, member: string): {
    readonly [name: string]: string;
};
export declare function booleanMapAt(from: Mapping, member: string): {
    readonly [name: string]: boolean;
};
/** One of a list of words, in any case. */
export declare function wordAt<Word extends string>(from: Mapping, member: string, words: readonly Word[]): Word | undefined;
export declare function requiredWordAt<Word extends string>(from: Mapping, member: string, words: readonly Word[]): Word;
