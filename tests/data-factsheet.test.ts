import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataWorld, openDataWorld } from './data-world.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

const EVALUATOR: Persona = { role: 'EVALUATOR' };

let hub: TestHub;
let data: DataWorld;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
});
afterAll(() => hub.close());

describe('a fact sheet', () => {
  test.each([
    ['nl', 'Feitenfiche', 'Kerncijfers'],
    ['fr', 'Fiche communale', 'Chiffres clés'],
    ['en', 'Fact sheet', 'Key figures'],
    ['de', 'Datenblatt', 'Kennzahlen'],
  ])('is one page in %s, without script, that prints', async (language, heading, figures) => {
    const response = await data.get(
      EVALUATOR,
      `factsheet/34022?year=2018&lang=${language}&programme=kortrijk-2013`,
    );
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/,
    );
    expect(html).toContain(`<html lang="${language}">`);
    for (const words of [heading, figures, 'Kortrijk', '2018', '@page{size:A4'])
      expect(html).toContain(words);
    expect(html).not.toMatch(/<script|<link|\son\w+=|\sstyle=/i);
  });

  test('shows the figure that the file shows, as people of the language write it', async () => {
    const [row] = await data.rows(
      EVALUATOR,
      'observations.csv?programme=kortrijk-2013&place=34022&indicator=kansarmoede-index&series=main&from=2018&to=2018&dimensions=total',
    );
    const html = await data.text(EVALUATOR, 'factsheet/34022?year=2018&lang=nl&programme=kortrijk-2013');
    expect(row?.['value']).toMatch(/\./);
    expect(html).toContain(row?.['value']?.replace('.', ','));
  });

  test('speaks the language of the browser when none is named, and is not sent again to who has it', async () => {
    const first = await data.get(EVALUATOR, 'factsheet/34022', { 'accept-language': 'fr-BE' });
    expect(await first.text()).toContain('<html lang="fr">');
    const etag = first.headers.get('etag') ?? '';
    const again = await data.get(EVALUATOR, 'factsheet/34022', {
      'accept-language': 'fr-BE',
      'if-none-match': etag,
    });
    expect(again.status).toBe(304);
  });

  test('shows nobody more of a place with figures than of one without', async () => {
    for (const persona of [
      null,
      { role: 'PARTNER', programme: 'kortrijk-2013', organisation: 'akzie' } as const,
    ]) {
      const real = await data.text(persona, 'factsheet/34022?lang=en');
      const other = await data.text(persona, 'factsheet/10000?lang=en');
      const plain = (html: string) => html.replace(/<title>.*?<\/title>|<h1>.*?<\/h1>|NIS [^<]*/g, '');
      expect(plain(real)).toBe(plain(other));
      expect(real).toContain('no figures that you may read');
    }
  });

  test('shows the name of a place as a text', async () => {
    await withOwner(hub.identity.ownerUrl, (owner) =>
      owner.query(`update indicators.place set name = '<img src=x>' where nis_code = '10000'`),
    );
    const html = await data.text(null, 'factsheet/10000');
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).not.toContain('<img');
  });

  test.each([
    ['factsheet/99999', 404, 'NIS code'],
    ['factsheet/Kortrijk', 404, 'NIS code'],
    ['factsheet/34022?year=soon', 400, 'year'],
    ['factsheet/34022?lang=es', 400, 'nl, fr, en, de'],
    ['factsheet/34022?shoe=1', 400, 'year, programme and lang'],
  ])('%s is refused: %s', async (address, status, words) => {
    const response = await data.get(EVALUATOR, address);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
  });
});
