import { createHash } from 'node:crypto';
import { type BulkSession, HubError } from '@kapstok/kit';
import type { DataPage, Release } from '@kapstok/kit/data';
import {
  type DataRequest,
  LANGUAGES,
  type Language,
  parseAcceptLanguage,
  type Viewer,
} from '@kapstok/schema';
import { readSheet, type SheetQuestion } from './read-sheet.ts';
import { STYLE, sheetPage } from './sheet-page.ts';

const PREFIX = '/factsheet/';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const YEARS = { first: 1900, last: 2200 } as const;

/** What the address of a fact sheet asks for, and in which language. */
interface SheetRequest extends SheetQuestion {
  readonly language: Language;
  /** The same for every way in which the same can be asked. */
  readonly key: string;
}

/** Reads `factsheet/34022?year=2018&lang=nl`; null when the address is of no fact sheet. */
function readSheetRequest({ address, headers }: DataRequest): SheetRequest | null {
  const { pathname, searchParams } = new URL(address, 'http://hub.invalid/');
  if (!pathname.startsWith(PREFIX)) return null;
  for (const name of searchParams.keys())
    if (!['year', 'programme', 'lang'].includes(name))
      throw wrong(`A fact sheet takes year, programme and lang; not ${JSON.stringify(name.slice(0, 60))}.`);
  const nisCode = pathname.slice(PREFIX.length);
  const year = yearOf(searchParams.get('year'));
  const programme = searchParams.get('programme');
  const language = languageOf(searchParams.get('lang'), headers['accept-language']);
  return {
    nisCode,
    year,
    programme,
    language,
    key: JSON.stringify(['factsheet', nisCode, year, programme, language]),
  };
}

function yearOf(text: string | null): number | null {
  if (text === null) return null;
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year >= YEARS.first && year <= YEARS.last) return year;
  throw wrong(
    `year must be a year from ${YEARS.first} to ${YEARS.last}; without it the last with figures is shown.`,
  );
}

function languageOf(wanted: string | null, header: string | undefined): Language {
  const found = LANGUAGES.find((language) => language === wanted);
  if (wanted !== null && found === undefined) throw wrong(`lang must be one of ${LANGUAGES.join(', ')}.`);
  return found ?? parseAcceptLanguage(header)[0] ?? 'nl';
}

/** What the browser may do with the page: show it with its own style, and nothing else. */
const SHEET_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;

async function sheetHtml(
  session: BulkSession,
  viewer: Viewer,
  request: SheetRequest,
  release: Release,
): Promise<string> {
  return sheetPage(await readSheet(session, viewer, request), request.language, release);
}

/** The fact sheet that an address asks for; null when it is of none. */
export function sheetPageOf(request: DataRequest): DataPage | null {
  const sheet = readSheetRequest(request);
  if (sheet === null) return null;
  const { nisCode, year, programme, key } = sheet;
  return {
    ...{ name: 'factsheet', key, headers: SHEET_HEADERS, told: { nisCode, year, programme } },
    text: (session, viewer, release) => sheetHtml(session, viewer, sheet, release),
  };
}

const wrong = (message: string): HubError => new HubError('BAD_USER_INPUT', message);
