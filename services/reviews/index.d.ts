// Pothos' types of foreign nouns cannot be named outside its own package, so the door is declared by hand.
import type { SubgraphDefinition } from '@kapstok/kit';

export declare const reviews: SubgraphDefinition;
