/** A question with its types, as generate.mjs writes it. The types are for the compiler only. */
export interface Document<Result, Variables> {
  readonly name: string;
  readonly text: string;
  readonly answers?: Result;
  readonly takes?: Variables;
}
