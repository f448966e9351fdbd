/** What a city decides about the shape of its plan; what is left out is drawn. */
export interface Shape {
  readonly slug?: string;
  readonly language?: 'nl' | 'fr' | 'en' | 'de';
  readonly currencies?: readonly string[];
  readonly domains?: number;
  readonly blocks?: number;
  readonly actions?: number;
  readonly organisations?: number;
  readonly tests?: number;
  /** How many budget lines, and how many transactions. */
  readonly money?: number;
}
