import type { DatasetName } from '@kapstok/schema';
import type { CatalogueResult } from '../../generated/data.ts';
import type { Messages } from '../../i18n/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FILE_FORMATS, fileAddress, fileSnippets, OBSERVATION_FORMATS } from '../../ui/data-files.ts';
import { DownloadLinks } from '../../ui/download-links.tsx';
import { Section } from '../../ui/page.tsx';
import { SnippetList } from '../../ui/snippets.tsx';
import { Table } from '../../ui/table.tsx';

type Told = NonNullable<CatalogueResult['programme']>;

interface Dataset {
  readonly title: keyof Messages;
  readonly about: keyof Messages;
  /** Whether who asks has anything to read in it, as far as the graph told. */
  readonly isFor: (told: Told) => boolean;
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

/** The files of a plan that who asks may read, each with its dictionary beside it. */
export function DataFiles({ slug, told }: { readonly slug: string; readonly told: Told }) {
  const { t } = useText();
  const shown = (Object.entries(DATASETS) as [DatasetName, Dataset][]).filter(([, { isFor }]) => isFor(told));
  const first = shown[0]?.[0] ?? 'places';
  return (
    <Section title={t('dataFiles')}>
      <p>{t('dataFilesWhy')}</p>
      <Table
        caption={t('dataFiles')}
        isCaptionHidden
        rows={shown}
        keyOf={([name]) => name}
        columns={[
          {
            head: t('dataset'),
            cell: ([name, { title }]) => (
              <>
                {t(title)} <span class="code">{name}</span>
              </>
            ),
          },
          { head: t('holds'), cell: ([, { about }]) => t(about) },
          {
            head: t('download'),
            cell: ([name, { title, isOfAll = false }]) => (
              <DownloadLinks
                dataset={name}
                formats={name === 'observations' ? OBSERVATION_FORMATS : FILE_FORMATS}
                filters={isOfAll ? {} : { programme: slug }}
                of={t(title)}
              />
            ),
          },
        ]}
      />
      <h3>{t('byScript')}</h3>
      <p>{t('byScriptHow', { name: t(DATASETS[first].title) })}</p>
      <SnippetList
        title={t('dataFiles')}
        of={fileSnippets(location.origin, fileAddress(first, 'csv', { programme: slug }))}
      />
    </Section>
  );
}
