/** Something that cannot be done as asked, in a sentence for the person at the terminal; ends with exit code 1. */
export class Refusal extends Error {}
