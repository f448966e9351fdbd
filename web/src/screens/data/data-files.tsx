import { useText } from '../../i18n/hooks.ts';
import { FILE_FORMATS, fileAddress, fileSnippets, OBSERVATION_FORMATS } from '../../ui/data-files.ts';
import { DownloadLinks } from '../../ui/download-links.tsx';
import { Section } from '../../ui/page.tsx';
import { SnippetList } from '../../ui/snippets.tsx';
import { Table } from '../../ui/table.tsx';
import { datasetsFor, type Told } from './datasets.ts';

/** The files of a plan that who asks may read, each with its dictionary beside it. */
export function DataFiles({ slug, told }: { readonly slug: string; readonly told: Told }) {
  const { t } = useText();
  const shown = datasetsFor(told);
  return (
    <Section title={t('dataFiles')}>
      <p>{t('dataFilesWhy')}</p>
      <Table
        caption={t('dataFiles')}
        isCaptionHidden
        rows={shown}
        keyOf={({ name }) => name}
        columns={[
          {
            head: t('dataset'),
            cell: ({ name, title }) => (
              <>
                {t(title)} <span class="code">{name}</span>
              </>
            ),
          },
          { head: t('holds'), cell: ({ about }) => t(about) },
          {
            head: t('download'),
            cell: ({ name, title, isOfAll = false }) => (
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
      {shown.slice(0, 1).map(({ name, title }) => (
        <>
          <p>{t('byScriptHow', { name: t(title) })}</p>
          <SnippetList
            title={t('dataFiles')}
            of={fileSnippets(location.origin, fileAddress(name, 'csv', { programme: slug }))}
          />
        </>
      ))}
    </Section>
  );
}
