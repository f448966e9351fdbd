// Loads the bundle from the code that V8 made of it when it was built: a quarter of a start is compiling else. Plain
// JavaScript of Node's public parts; Node 22 could do it with module.enableCompileCache, Node 20 cannot.
'use strict';
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { debuglog } = require('node:util');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// Prisma's compiler is WebAssembly that runs for milliseconds: to optimise it took V8 half a second of each start, and
// 50 MB. Set here, since V8 takes code only under the flags under which it was made.
setFlagsFromString('--wasm-tiering-budget=100000000');

const FOLDER = path.join(__dirname, 'dist', 'bundle');
const PARAMETERS = 'exports, require, module, __filename, __dirname';
const loaded = new Map();
/** With NODE_DEBUG=kapstok. */
const tell = debuglog('kapstok');
const scripts = new Map();

/** The exports of a file of the bundle. Runs with the code beside it, or without where V8 refuses that. */
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const file = path.join(FOLDER, name);
  const script = compile(file);
  scripts.set(file, script);
  const native = createRequire(file);
  const require = (id) => (id.startsWith('./') ? load(id.slice(2)) : native(id));
  script.runInThisContext()(module.exports, Object.assign(require, native), module, file, FOLDER);
  return module.exports;
}

function compile(file) {
  // A first line that names a program is none of V8's.
  const text = readFileSync(file, 'utf8').replace(/^#!.*/, '');
  // V8 refuses code of another version, of other flags or of a text of another length; the build removes all others.
  const code = `${file}.code`;
  const cachedData = existsSync(code) ? readFileSync(code) : undefined;
  const script = new Script(`(function (${PARAMETERS}) {${text}\n})`, { filename: file, cachedData });
  if (script.cachedDataRejected !== false) tell('compiled anew: %s', file);
  return script;
}

/** Writes beside each loaded file what V8 has compiled of it so far. */
function keepCode() {
  for (const [file, script] of scripts) writeFileSync(`${file}.code`, script.createCachedData());
}

module.exports = { load, keepCode };

if (require.main === module) load('main.cjs');
