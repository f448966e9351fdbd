import type { Highs } from 'highs';
import loader from 'highs';

// The types of the package are read as those of a CommonJS module, whose default is all of it; what is loaded is its
// ES module, whose default is the loader.
const load = loader as unknown as () => Promise<Highs>;

/** A linear programming solver that others wrote and know to be right. */
export const highs = await load();
