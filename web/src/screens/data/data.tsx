import type { PageProps } from '../../app/routes.ts';
import { Catalogue } from '../../generated/data.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { at, Link } from '../../ui/link.tsx';
import { PageHead, Waiting } from '../../ui/page.tsx';
import { Snippets } from '../../ui/snippets.tsx';
import { DataFiles } from './data-files.tsx';
import { ACTIONS_QUERY, MONEY_QUERY, OBSERVATIONS_QUERY, TESTS_QUERY } from './questions.ts';

/** What of a plan can be taken along, and how. */
export function DataPage({ parameters: { slug = '' } }: PageProps) {
  const { t } = useText();
  const { data, errors, isLoading } = useQuery(Catalogue, { slug });
  const programme = data?.programme;
  if (!programme) return <Waiting isLoading={isLoading} errors={errors} />;
  const [indicator] = programme.indicators?.nodes ?? [];
  const rows = (n: number | undefined) => (n === undefined ? '' : `: ${t('rowCount', { n })}`);
  return (
    <>
      <PageHead title={t('partData')} above={<Link to={at.plan(slug)}>{programme.title}</Link>}>
        <p class="intro">{t('dataIntro')}</p>
      </PageHead>
      <DataFiles slug={slug} told={programme} />
      <Snippets
        isTold
        title={t('actions') + rows(programme.actions.totalCount)}
        query={ACTIONS_QUERY}
        variables={{ slug }}
      />
      {indicator === undefined ? null : (
        <Snippets
          isTold
          title={t('figures') + rows(programme.indicators?.totalCount)}
          query={OBSERVATIONS_QUERY}
          variables={{ slug, code: indicator.code }}
        />
      )}
      {programme.budgetLines === null ? null : (
        <Snippets
          isTold
          title={t('money') + rows(programme.budgetLines.totalCount)}
          query={MONEY_QUERY}
          variables={{ slug }}
        />
      )}
      {programme.povertyTests === null ? null : (
        <Snippets
          isTold
          title={t('tests') + rows(programme.povertyTests.totalCount)}
          query={TESTS_QUERY}
          variables={{ slug }}
        />
      )}
    </>
  );
}
