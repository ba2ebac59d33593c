/** A path of a definition, `/users/{id}`, with what each HTTP method leads to. */
export interface RouteDefinition<Target> {
    readonly path: string;
    /** By HTTP method, `ANY` among them. */
    readonly methods: ReadonlyMap<string, Target>;
}
export interface RouteMatch<Target> {
    readonly target: Target;
    /** Values as sent, not percent-decoded; null when the path has no parameters, as in the event. */
    readonly pathParameters: {
        readonly [name: string]: string;
    } | null;
}
/**
 * Finds the method that serves a request. On each level a literal comes before `{param}`, and that before `{proxy+}`; a branch
 * that has the path but not the method gives way to the next.
 *
 * @source localstack's recordings of resource selection; "Set up a proxy integration with a proxy resource"
 */
export declare class Router<Target> {
    #private;
    constructor(definitions: Iterable<RouteDefinition<Target>>);
    /** @param path the path below the stage, beginning with one slash, as sent */
    match(method: string, path: string): RouteMatch<Target> | undefined;
}
