import { type CsvFile, code, flag, integer, localized, may, must, oneOf, ref, text } from '@kapstok/kit';
import { ANSWER_TYPE } from '@kapstok/schema';
import { keyIn } from './key-in.ts';

const version = integer({ from: 1, to: 10_000 });
const position = must(integer({ from: 1, to: 1000 }), 'Place in the order, from 1.');
const ofTemplate = must(ref('test-templates.csv', ['template', 'version']), 'The template and its version.');

const testTemplates: CsvFile = {
  name: 'test-templates.csv',
  about: 'Questionnaires of poverty tests. Programmes share them; a version never changes once it is loaded.',
  table: 'test_template',
  scope: 'frozen',
  key: ['code', 'version'],
  columns: {
    code: must(code, 'Name of the template; stays the same over its versions.'),
    version: must(version, 'Number of the version, from 1.'),
    title: must(localized, 'Title.'),
    description: may(localized, 'What the template is, where it comes from, how it leads to a full test.'),
    // Each programme has sources of its own, and a frozen row may not differ between them: so the key, not the row.
    source: may(keyIn('sources.csv', 'source_key'), 'Where the template is described.'),
  },
};

const templateSections: CsvFile = {
  name: 'template-sections.csv',
  about: 'The sections of a template.',
  table: 'template_section',
  scope: 'frozen',
  key: ['template', 'code'],
  columns: {
    template: ofTemplate,
    code: must(code, 'Code, unique in its template, such as Q1.'),
    position,
    title: must(localized, 'Title.'),
  },
};

const templateQuestions: CsvFile = {
  name: 'template-questions.csv',
  about: 'The questions of a template.',
  table: 'template_question',
  scope: 'frozen',
  key: ['template', 'code'],
  columns: {
    template: ofTemplate,
    section: must(
      ref('template-sections.csv', ['template', 'version', 'section']),
      'The section it stands in.',
    ),
    code: must(code, 'Code, unique in its template, such as q1.4.'),
    position,
    text: must(localized, 'The question.'),
    answer_type: must(oneOf(ANSWER_TYPE), 'What an answer looks like.'),
    origins: may(text, 'Practices it is taken from, as short codes with a blank between: "FL IE".'),
    routes_to_full_test: must(flag, 'Whether the answer can lead from the quickscan to the full test.'),
  },
};

/** Files of the questionnaires, shared by all programmes. */
export const templateFiles: readonly CsvFile[] = [testTemplates, templateSections, templateQuestions];
