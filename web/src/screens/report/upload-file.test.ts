import { EVIDENCE_FILE } from '@kapstok/schema';
import { expect, test } from 'vitest';
import { faultOfFile, readSent } from './upload-file.ts';

const most = EVIDENCE_FILE.largestBytes;

test.each([
  ['report.pdf', 1, null],
  ['REPORT.PDF', most, null],
  ['photo.jpeg', most + 1, 'TOO_LARGE'],
  ['empty.pdf', 0, 'EMPTY'],
  ['program.exe', 1, 'OTHER_TYPE'],
  ['pdf', 1, 'OTHER_TYPE'],
])('a file %s of %d bytes: %s', (name, size, fault) => {
  expect(faultOfFile({ name, size })).toBe(fault);
});

test.each([
  [201, '{"file":{"url":"/evidence/1","name":"a.pdf","id":"1"}}', { url: '/evidence/1', name: 'a.pdf' }],
  [413, '{"errors":[{"message":"Too large."}]}', { fault: 'Too large.' }],
  [401, '{"errors":[]}', { fault: '' }],
  [502, '<html>', { fault: '' }],
  [200, '{}', { fault: '' }],
])('an answer %d %s is read as %j', (status, body, read) => {
  expect(readSent(status, body)).toEqual(read);
});
