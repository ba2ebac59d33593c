import type { RequestTrace } from '../trace/trace.ts';
/** One named thing that a gateway does with a matched request. */
export interface Step<Exchange, Route> {
    readonly name: string;
    /** False leaves the step out of this route's pipeline altogether, so that what is not used costs nothing. */
    applies(route: Route): boolean;
    /** Answers 'answered' when the steps after it have nothing left to do. */
    run(exchange: Exchange): Promise<void> | 'answered' | undefined | void;
}
/** Runs steps in turn and writes each, the one that refuses too, into the trace. */
export declare function runSteps<Exchange extends {
    readonly trace: RequestTrace;
}, Route>(steps: readonly Step<Exchange, Route>[], exchange: Exchange): Promise<void>;
