// The last step of the build: rehearses a start, and keeps what V8 compiled for it.
'use strict';
const { keepCode, load } = require('./bundle.cjs');

load('rehearse.cjs')
  .rehearse()
  .then(keepCode)
  .then(() => process.exit(0));
