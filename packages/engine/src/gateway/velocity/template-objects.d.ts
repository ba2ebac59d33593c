import { type VelocityObject } from './values.ts';
export interface InputSource {
    /** The body; empty text when there is none. */
    readonly body: string;
    readonly params: {
        readonly path: ReadonlyMap<string, string>;
        readonly querystring: ReadonlyMap<string, string>;
        readonly header: ReadonlyMap<string, string>;
    };
}
/** `$input`. @source "Mapping template and access logging variable reference"; localstack's recordings */
export declare function inputObject({ body, params }: InputSource): VelocityObject;
/** `$util`. @source "Mapping template and access logging variable reference" */
export declare const utilObject: VelocityObject;
