import { type FileFormat, fileAddress } from './data-files.ts';

const NAMES: Record<FileFormat, string> = {
  csv: 'CSV',
  json: 'JSON',
  'sdmx.csv': 'SDMX-CSV',
  zip: 'ZIP',
  'metadata.json': 'metadata',
};

/** The same figures in each format, as files to keep. */
export function DownloadLinks(props: {
  readonly dataset: string;
  readonly formats: readonly FileFormat[];
  readonly filters: Readonly<Record<string, string | readonly string[] | null>>;
  /** What is downloaded, for who hears the link alone. */
  readonly of: string;
}) {
  const { dataset, formats, filters } = props;
  return (
    <ul class="downloads">
      {formats.map((format) => (
        <li key={format}>
          <a
            href={fileAddress(dataset, format, filters)}
            download
            aria-label={`${NAMES[format]}: ${props.of}`}
          >
            {NAMES[format]}
          </a>
        </li>
      ))}
    </ul>
  );
}
