import type { Release } from '@kapstok/kit/data';
import { type Language, type MissingReason, pickText } from '@kapstok/schema';
import type { FactSheet } from './read-sheet.ts';
import type { SheetLine } from './sheet.ts';
import { reasonWord, SHEET_WORDS, unitWord } from './sheet-words.ts';

/** One page of A4 where it is printed. */
export const STYLE = `
:root{color-scheme:light}
body{margin:0 auto;max-width:60rem;padding:1.5rem;font:1rem/1.45 system-ui,"Segoe UI",Arial,sans-serif;color:#14211f;background:#fff}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}p{margin:.3rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.25rem .5rem;border-bottom:1px solid #c9d4d1;text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left}thead th{border-bottom:2px solid #0b5c63;font-weight:600}
tbody th{font-weight:400}.quiet{color:#4a5b58;font-size:.8rem}
@media print{@page{size:A4;margin:12mm}body{padding:0;max-width:none;font-size:9pt}table{font-size:8pt}tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
`;

/** The fact sheet as a page without script. */
export function sheetPage(sheet: FactSheet, language: Language, release: Release): string {
  const say = (word: keyof typeof SHEET_WORDS): string => escaped(SHEET_WORDS[word][language]);
  const { place, year, indicators } = sheet;
  const title = `${say('heading')} · ${escaped(place.name)}${year === null ? '' : ` · ${year}`}`;
  const cells = cellWriter(language);
  const body =
    indicators.length === 0
      ? `<p>${say('none')}</p>`
      : `${totalsTable(sheet, language, say, cells)}${groupTables(sheet, language, say, cells)}<p class="quiet">${say('about')}</p>${sourceList(sheet, say)}`;
  const state = `${say('release')}: ${escaped(release.id)}${release.at === null ? '' : `, ${release.at.slice(0, 10)}`}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p class="quiet">NIS ${escaped(place.nisCode)}${sheet.province === null ? '' : ` · ${escaped(sheet.province)}`} · ${state}</p>
${body}</main></body></html>
`;
}

type Say = (word: keyof typeof SHEET_WORDS) => string;
type Cells = ReturnType<typeof cellWriter>;

function totalsTable({ indicators, names }: FactSheet, language: Language, say: Say, cells: Cells): string {
  const rows = indicators.flatMap(({ indicatorId, total }) =>
    total === null
      ? []
      : [
          [
            titleOf(names.get(indicatorId)?.title, language),
            cells.figure(total, names.get(indicatorId)?.unit, language),
            cells.signed(total.growth),
            cells.number(total.province),
            cells.ratio(total.toProvince),
            cells.peers(total),
            cells.rank(total.rank, say('of')),
          ],
        ],
  );
  if (rows.length === 0) return '';
  const heads = (['indicator', 'figure', 'growth', 'province', 'toProvince', 'peers', 'rank'] as const).map(
    say,
  );
  return `<h2>${say('totals')}</h2>${table(heads, rows)}`;
}

function groupTables({ indicators, names }: FactSheet, language: Language, say: Say, cells: Cells): string {
  const heads = (
    ['group', 'figure', 'toTotal', 'groupRank', 'growth', 'province', 'toProvince', 'rank'] as const
  ).map(say);
  return indicators
    .filter(({ groups }) => groups.length > 0)
    .map(({ indicatorId, groups }) => {
      const known = names.get(indicatorId);
      const rows = groups.map((line) => [
        escaped(line.dimensions.replaceAll(';', ', ').replaceAll('=', ': ')),
        cells.figure(line, known?.unit, language),
        cells.ratio(line.toTotal),
        cells.rank(line.groupRank, say('of')),
        cells.signed(line.growth),
        cells.number(line.province),
        cells.ratio(line.toProvince),
        cells.rank(line.rank, say('of')),
      ]);
      return `<h2>${say('groups')}: ${titleOf(known?.title, language)}</h2>${table(heads, rows)}`;
    })
    .join('');
}

function sourceList({ indicators, citations }: FactSheet, say: Say): string {
  const lines = indicators.flatMap(({ total, groups }) => (total === null ? groups : [total, ...groups]));
  const cited = new Set(lines.map(({ figure }) => citations.get(figure.sourceId) ?? ''));
  const items = [...cited].filter((one) => one !== '').map((one) => `<li>${escaped(one)}</li>`);
  return `<h2>${say('sources')}</h2><ul class="quiet">${items.join('')}</ul>`;
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map(
      ([first = '', ...others]) =>
        `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
    )
    .join('')}</tbody></table>`;

/** Numbers as people of the language write them; a dash where there is none. */
function cellWriter(language: Language) {
  const format = new Intl.NumberFormat(`${language}-BE`, { maximumFractionDigits: 2 });
  const number = (value: number | null): string => (value === null ? '–' : escaped(format.format(value)));
  return {
    number,
    ratio: number,
    signed: (value: number | null): string =>
      value === null ? '–' : `${value > 0 ? '+' : ''}${number(value)} %`,
    rank: (rank: SheetLine['rank'], of: string): string =>
      rank === null ? '–' : `${rank.place} ${of} ${rank.of}`,
    peers: ({ peers }: SheetLine): string =>
      peers === null ? '–' : `${number(peers.median)} <span class="quiet">(${peers.count})</span>`,
    figure({ figure }: SheetLine, unit: Parameters<typeof unitWord>[0] | undefined, said: Language): string {
      if (figure.value === '') return escaped(reasonWord(figure.reason as MissingReason, said));
      const parts =
        figure.numerator === ''
          ? ''
          : ` <span class="quiet">(${number(Number(figure.numerator))} / ${number(Number(figure.denominator))})</span>`;
      const named = unit === undefined ? '' : ` <span class="quiet">${escaped(unitWord(unit, said))}</span>`;
      return `${number(Number(figure.value))}${named}${parts}`;
    },
  };
}

const titleOf = (title: Parameters<typeof pickText>[0] | undefined, language: Language): string =>
  title === undefined ? '' : escaped(pickText(title, [language]).text);

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => NAMES[sign] ?? '');
