/** The interface that zod, valibot, arktype, Joi and others share. @source https://standardschema.dev, version 1 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export interface Result<Output = unknown> {
  readonly value?: Output;
  readonly issues?: readonly Issue[] | undefined;
}

export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export type InputOf<S> = S extends Schema<infer Input, infer _Output> ? Input : never;
export type OutputOf<S> = S extends Schema<infer _Input, infer Output> ? Output : never;
