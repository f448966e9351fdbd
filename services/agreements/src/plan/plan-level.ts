/** The parts of a plan at which agreements and money are gathered; nouns of the service `actions`. */
export type PlanLevel = 'programme' | 'domain' | 'block' | 'action';
