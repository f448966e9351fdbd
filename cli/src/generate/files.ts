import { subgraphs } from '@kapstok/all';
import { headersOf } from '@kapstok/kit';
import { actionPlaceRows, milestoneRows, participationRows } from './action-details.ts';
import { actionRows } from './actions.ts';
import { adjustmentRows } from './adjustments.ts';
import { obligationRows, partyRows, taskRows } from './agreement-details.ts';
import { agreementRows, allocationRows } from './agreements.ts';
import { amendmentRows } from './amendments.ts';
import { answerRows } from './answers.ts';
import { benchmarkRows, keyFactorActionRows, keyFactorEvidenceRows, keyFactorRows } from './benchmarks.ts';
import { budgetRows } from './budget.ts';
import { type City, planCity } from './city.ts';
import { claimRows } from './claims.ts';
import {
  baselineRows,
  comparisonGroupRows,
  comparisonMemberRows,
  externalFactorRows,
  targetRows,
} from './comparisons.ts';
import { costShareRows } from './cost-shares.ts';
import { actionCrosswalkRows, crosswalkRows, domainCrosswalkRows } from './crosswalks.ts';
import { deliveryRows } from './deliveries.ts';
import { sessionRows } from './dialogue.ts';
import { expenseClaimRows } from './expense-claims.ts';
import { contributionRows, indicatorRows, versionRows } from './indicators.ts';
import { scheduledPaymentRows, transactionRows } from './ledger.ts';
import { observationRows } from './observations.ts';
import type { CityOptions } from './options.ts';
import { organisationLineageRows, organisationRows } from './organisations.ts';
import { peopleGroupRows, targetGroupRows, userParticipationRows } from './people.ts';
import { placeRows } from './places.ts';
import { blockRows, domainRows, phaseRows, programmeRows, publicationRows, sourceRows } from './programme.ts';
import { publishedFigureRows } from './published-figures.ts';
import { recommendationRows } from './recommendations.ts';
import { csvLine, type Row } from './row.ts';
import { staffingRows } from './staffing.ts';
import { statusChangeRows } from './status-changes.ts';
import { questionRows, sectionRows, templateRows } from './template.ts';
import { effectRows, knowledgeRows, qualityRows } from './test-details.ts';
import { testRows } from './tests.ts';

/** Who makes the rows of which file. There is no lineage.csv: this city had no plan before. */
const ROWS: Readonly<Record<string, (city: City) => Iterable<Row>>> = {
  'programme.csv': programmeRows,
  'sources.csv': sourceRows,
  'publications.csv': publicationRows,
  'phases.csv': phaseRows,
  'domains.csv': domainRows,
  'blocks.csv': blockRows,
  'people-groups.csv': peopleGroupRows,
  'crosswalks.csv': crosswalkRows,
  'domain-crosswalks.csv': domainCrosswalkRows,
  'dialogue-sessions.csv': sessionRows,
  'actions.csv': actionRows,
  'action-crosswalks.csv': actionCrosswalkRows,
  'participations.csv': participationRows,
  'user-participations.csv': userParticipationRows,
  'target-groups.csv': targetGroupRows,
  'action-places.csv': actionPlaceRows,
  'milestones.csv': milestoneRows,
  'deliveries.csv': deliveryRows,
  'status-changes.csv': statusChangeRows,
  'adjustments.csv': adjustmentRows,
  'claims.csv': claimRows,
  'organisations.csv': organisationRows,
  'organisation-lineage.csv': organisationLineageRows,
  'agreements.csv': agreementRows,
  'agreement-parties.csv': partyRows,
  'agreement-tasks.csv': taskRows,
  'obligations.csv': obligationRows,
  'allocations.csv': allocationRows,
  'cost-shares.csv': costShareRows,
  'agreement-amendments.csv': amendmentRows,
  'staffing.csv': staffingRows,
  'budget-lines.csv': budgetRows,
  'transactions.csv': transactionRows,
  'scheduled-payments.csv': scheduledPaymentRows,
  'expense-claims.csv': expenseClaimRows,
  'test-templates.csv': templateRows,
  'template-sections.csv': sectionRows,
  'template-questions.csv': questionRows,
  'poverty-tests.csv': testRows,
  'quickscan-effects.csv': effectRows,
  'test-answers.csv': answerRows,
  'knowledge-contributions.csv': knowledgeRows,
  'recommendations.csv': recommendationRows,
  'stage-qualities.csv': qualityRows,
  'places.csv': placeRows,
  'indicators.csv': indicatorRows,
  'indicator-versions.csv': versionRows,
  'baselines.csv': baselineRows,
  'targets.csv': targetRows,
  'observations.csv': observationRows,
  'contributions.csv': contributionRows,
  'external-factors.csv': externalFactorRows,
  'comparison-groups.csv': comparisonGroupRows,
  'comparison-members.csv': comparisonMemberRows,
  'published-figures.csv': publishedFigureRows,
  'benchmarks.csv': benchmarkRows,
  'key-factors.csv': keyFactorRows,
  'key-factor-evidence.csv': keyFactorEvidenceRows,
  'key-factor-actions.csv': keyFactorActionRows,
};

export interface CityFile {
  readonly name: string;
  /** Its lines one by one, the header first. */
  readonly lines: Iterable<string>;
}

/** The files of a made-up city, each drawn only while it is read. */
export function cityFiles(options: CityOptions): CityFile[] {
  const city = planCity(options);
  const specs = new Map(subgraphs.flatMap(({ files }) => files.map((file) => [file.name, file])));
  return Object.entries(ROWS).map(([name, rows]) => {
    const spec = specs.get(name);
    if (spec === undefined) throw new Error(`${name} is not a file of the format.`);
    return { name, lines: linesOf(name, headersOf(spec), rows(city)) };
  });
}

function* linesOf(name: string, headers: readonly string[], rows: Iterable<Row>): Generator<string> {
  const known = new Set(headers);
  yield csvLine(headers);
  for (const row of rows) {
    for (const column of Object.keys(row))
      if (!known.has(column)) throw new Error(`${name} has no column ${column}.`);
    yield csvLine(headers.map((header) => row[header]));
  }
}
