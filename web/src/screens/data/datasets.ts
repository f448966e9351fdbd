import type { DatasetName } from '@kapstok/schema';
import type { Messages } from '../../i18n/hooks.ts';

/** What the graph told who asks: a list that is null is not for them. */
export interface Told {
  readonly indicators: unknown;
  readonly budgetLines: unknown;
  readonly povertyTests: unknown;
}

interface Dataset {
  readonly title: keyof Messages;
  readonly about: keyof Messages;
  /** Whether who asks has anything to read in it. */
  readonly isFor: (told: Told) => boolean;
  /** Whether it is of all programmes at once. */
  readonly isOfAll?: boolean;
}

const readsPlan = () => true;
const readsFigures = ({ indicators }: Told) => indicators !== null;
const readsMoney = ({ budgetLines }: Told) => budgetLines !== null;
const readsTests = ({ povertyTests }: Told) => povertyTests !== null;

/** One for each data set of the hub, so that a new one is not forgotten here. */
const DATASETS: Readonly<Record<DatasetName, Dataset>> = {
  observations: { title: 'observations', about: 'observationsWhat', isFor: readsFigures },
  indicators: { title: 'indicators', about: 'indicatorsWhat', isFor: readsFigures },
  targets: { title: 'targets', about: 'targetsWhat', isFor: readsFigures },
  places: { title: 'places', about: 'placesWhat', isFor: readsPlan, isOfAll: true },
  actions: { title: 'actions', about: 'actionsWhat', isFor: readsPlan },
  updates: { title: 'updates', about: 'updatesWhat', isFor: readsPlan },
  agreements: { title: 'agreements', about: 'agreementsWhat', isFor: readsMoney },
  'budget-lines': { title: 'budgetLines', about: 'budgetLinesWhat', isFor: readsMoney },
  transactions: { title: 'transactions', about: 'transactionsWhat', isFor: readsMoney },
  'poverty-tests': { title: 'tests', about: 'testsWhat', isFor: readsTests },
};

/** Those in which who asks has something to read. */
export const datasetsFor = (told: Told) =>
  (Object.entries(DATASETS) as [DatasetName, Dataset][]).flatMap(([name, { isFor, ...dataset }]) =>
    isFor(told) ? [{ name, ...dataset }] : [],
  );
