/** What a template computes with. Objects are Maps, so that no name a client sends can reach a prototype. */
export type VelocityValue = string | number | boolean | null | VelocityValue[] | Map<string, VelocityValue> | JsonList | VelocityObject;
/** A list that came from JSON text: it prints as JSON, a list made in the template as Java prints lists. */
export declare class JsonList extends Array<VelocityValue> {
}
/** Something the gateway lends to templates: `$input`, `$util`. */
export interface VelocityObject {
    /** The value of a property; undefined when it has none of that name. */
    property(name: string): VelocityValue | undefined;
    /** The result of a method; undefined when it has none of that name. */
    call(name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined;
}
export declare function isVelocityObject(value: VelocityValue | undefined): value is VelocityObject;
/** Parsed JSON as template values. */
export declare function velocityValueOf(value: unknown): VelocityValue;
/** How a value prints. @source localstack's recordings of `$input.path` in mapping templates */
export declare function render(value: VelocityValue | undefined): string;
/** The value as JSON.stringify takes it. */
export declare function plainOf(value: VelocityValue | undefined): unknown;
