/** A policy that IAM could not read: the reason, as a sentence's end. */
export declare class PolicyError extends Error {
    readonly name = "PolicyError";
}
