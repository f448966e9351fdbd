import type { Messages } from '../../i18n/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { FILE_FORMATS, fileAddress, fileSnippets, OBSERVATION_FORMATS } from '../../ui/data-files.ts';
import { DownloadLinks } from '../../ui/download-links.tsx';
import { Section } from '../../ui/page.tsx';
import { SnippetList } from '../../ui/snippets.tsx';
import { Table } from '../../ui/table.tsx';

interface Dataset {
  readonly name: string;
  readonly title: keyof Messages;
  readonly about: keyof Messages;
  readonly hasProgramme: boolean;
}

const DATASETS: readonly Dataset[] = [
  { name: 'observations', title: 'observations', about: 'observationsWhat', hasProgramme: true },
  { name: 'indicators', title: 'indicators', about: 'indicatorsWhat', hasProgramme: true },
  { name: 'targets', title: 'targets', about: 'targetsWhat', hasProgramme: true },
  { name: 'places', title: 'places', about: 'placesWhat', hasProgramme: false },
];

/** The files of figures of a plan, each with its dictionary beside it. */
export function DataFiles({ slug }: { readonly slug: string }) {
  const { t } = useText();
  const filtersOf = ({ hasProgramme }: Dataset) => (hasProgramme ? { programme: slug } : {});
  return (
    <Section title={t('dataFiles')}>
      <p>{t('dataFilesWhy')}</p>
      <Table
        caption={t('dataFiles')}
        isCaptionHidden
        rows={DATASETS}
        keyOf={({ name }) => name}
        columns={[
          {
            head: t('dataset'),
            cell: ({ title, name }) => (
              <>
                {t(title)} <span class="code">{name}</span>
              </>
            ),
          },
          { head: t('holds'), cell: ({ about }) => t(about) },
          {
            head: t('download'),
            cell: (one) => (
              <DownloadLinks
                dataset={one.name}
                formats={one.name === 'observations' ? OBSERVATION_FORMATS : FILE_FORMATS}
                filters={filtersOf(one)}
                of={t(one.title)}
              />
            ),
          },
        ]}
      />
      <h3>{t('byScript')}</h3>
      <SnippetList
        title={t('dataFiles')}
        of={fileSnippets(location.origin, fileAddress('observations', 'csv', { programme: slug }))}
      />
    </Section>
  );
}
