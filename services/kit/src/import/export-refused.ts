/** The export cannot be made, told in a sentence; nothing was written. */
export class ExportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExportRefused';
  }
}
