/** The data of an answer that is JSON text already. Whoever treats it as an object gets one by `toJSON`. */
export class WrittenData {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  /** For JSON.stringify, which so gives what it would give of the object. */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}
