import { expect, test } from 'vitest';
import { addressOf } from './location.ts';
import { match } from './match.ts';
import { fillTemplate } from './template.ts';

test.each([
  ['/', '/', {}],
  ['/plan/:slug', '/plan/kortrijk-2013', { slug: 'kortrijk-2013' }],
  ['/plan/:slug', '/plan/kortrijk-2013/', { slug: 'kortrijk-2013' }],
  ['/plan/:slug/figures/:code', '/plan/a/figures/b%2Fc', { slug: 'a', code: 'b/c' }],
  ['/plan/:slug', '/plan/', null],
  ['/plan/:slug', '/plan/a/b', null],
  ['/plan/:slug', '/plan/%zz', null],
  ['/account', '/plan', null],
])('%s at %s: %j', (pattern, path, found) => {
  expect(match(pattern, path)).toEqual(found);
});

test('an address keeps the language that was asked for, and no empty choices', () => {
  const now = new URLSearchParams('lang=fr&after=x');
  expect(addressOf('/plan/a', {}, now)).toBe('/plan/a?lang=fr');
  expect(addressOf('/plan/a', { kind: ['A', 'B'], after: null, order: '' }, new URLSearchParams())).toBe(
    '/plan/a?kind=A&kind=B',
  );
});

const TEMPLATE = `<html lang="nl"><head><title>Kapstok</title></head><body>
    <div id="app"></div>
    <noscript><p>JavaScript</p></noscript>
</body></html>`;

test('a page is filled with what was drawn, and no text in it gets out of its place', () => {
  const html = fillTemplate(TEMPLATE, {
    language: 'fr',
    title: 'A <b> & "c" $&',
    body: '<p>$1</p>',
    answers: { key: { data: { text: '</script><script>alert(1)' }, errors: [] } },
    session: { isSignedIn: false, name: null, signInUrl: '/sign-in' },
  });
  expect(html).toContain('<html lang="fr">');
  expect(html).toContain('<title>A &#60;b&#62; &#38; &#34;c&#34; $&#38; · Kapstok</title>');
  expect(html).toContain('<div id="app"><p>$1</p></div>');
  expect(html).not.toContain('noscript');
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});
