import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Lays a compressed copy beside each file that gains by it; the hub sends that to who takes it. */
const compressedCopies = (folder: string): Plugin => ({
  name: 'compressed-copies',
  closeBundle() {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|html|svg)$/.test(file)) continue;
      const content = readFileSync(join(folder, file));
      if (content.length > 1000) writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
    }
  },
});

// `vite build` makes what browsers load; `vite build --ssr src/app/server.tsx` what draws the public pages in the hub.
// The hub serves dist/site from its own root, so every asset address is absolute ('/assets/…').
export default defineConfig(({ isSsrBuild = false }) => ({
  base: '/',
  plugins: isSsrBuild ? [] : [compressedCopies(resolve(import.meta.dirname, 'dist/site'))],
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/site',
    copyPublicDir: !isSsrBuild,
    // Two pages: that of the plan at every address, and `/explorer`.
    rolldownOptions: {
      // Libraries mark files with 'use client'; that means nothing in a bundle for the browser.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
      ...(isSsrBuild
        ? {}
        : {
            input: {
              app: resolve(import.meta.dirname, 'index.html'),
              explorer: resolve(import.meta.dirname, 'explorer.html'),
            },
          }),
    },
    // No icon or font is turned into a data: address; a policy without data: then breaks only Monaco's own.
    assetsInlineLimit: 0,
    // Saves a script on the first page; a browser without modulepreload only loads the rest a moment later.
    modulePreload: { polyfill: false },
    // Monaco is one big chunk that is only loaded on /explorer, and only once.
    chunkSizeWarningLimit: 5000,
    // Nobody reads what 7 MB would be when compressed, and it is computed anew in every build.
    reportCompressedSize: false,
    // The notices of what we bundle travel with the build.
    license: { fileName: 'licences.md' },
  },
  // What draws pages in the hub is one bundle that needs no other package.
  ssr: { noExternal: true },
  // The development server bundles dependencies ahead, and stumbles over `?worker` imports inside them.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  // `vite` alone shows the pages against a hub that already runs.
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/session', '/sign-in', '/sign-out', '/demo'].map((path) => [
        path,
        process.env['KAPSTOK_URL'] ?? 'http://localhost:4000',
      ]),
    ),
  },
}));
