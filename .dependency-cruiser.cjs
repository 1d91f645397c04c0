/**
 * The walls of the house: docs/architecture.md, "Who may import whom". Every rule is named for what it protects, and is
 * proven by a planted violation in tests/contract/boundaries.test.ts. A type import is an import: it is knowledge, too.
 */

const spec = '\\.spec\\.ts$';

/** A package, wherever it was installed. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Plain nouns of a subgraph: the files of a module folder that have no role suffix. */
const nouns = (subgraph) => `^subgraphs/${subgraph}/[^/]+/[a-z0-9-]+\\.ts$`;
const refusals = (subgraph) => `^subgraphs/${subgraph}/[^/]+/[a-z0-9-]+\\.errors\\.ts$`;
const withRole = (...roles) => `\\.(${roles.join('|')})\\.ts$`;

const roles = ['service', 'repository', 'resolver', 'type', 'input', 'loader'];

const vocabulary = '^schema/generated/';
const engines = '(^|/)engine/';
const documentDrivers = ['mongodb', '@seald-io/nedb'];
const drivers = [...documentDrivers, '@duckdb/node-api', 'rabbitmq-client', 'piscina'];

/** From `subgraphs/<$1>/<$2 the module>/…` with a role suffix. */
const inModule = (role) => `^subgraphs/([^/]+)/([^/]+)/.+\\.${role}\\.ts$`;

module.exports = {
  forbidden: [
    // ---- the pure rooms
    {
      name: 'the-vocabulary-stands-on-nothing',
      comment: 'schema/generated is the one thing that everybody may import, so it imports nothing itself.',
      severity: 'error',
      from: { path: vocabulary },
      to: { pathNot: vocabulary },
    },
    {
      name: 'quant-has-no-windows',
      comment:
        'libs/quant is arithmetic: typed arrays in, numbers out. No package, no Node module and no framework, so that its ' +
        'results depend on its arguments alone.',
      severity: 'error',
      from: { path: '^libs/quant/', pathNot: spec },
      to: { pathNot: ['^libs/quant/', vocabulary] },
    },
    {
      name: 'the-rule-language-has-no-windows',
      comment:
        'libs/rules parses and compiles what users write. It reaches nothing but arithmetic: a rule cannot do harm.',
      severity: 'error',
      from: { path: '^libs/rules/', pathNot: spec },
      to: { pathNot: ['^libs/rules/', '^libs/quant/', vocabulary] },
    },
    {
      name: 'engines-have-no-windows',
      comment:
        'An engine calls no one: itself and the engines and plain nouns of its own subgraph, #quant, #rules and the ' +
        'vocabulary. That is what makes a result reproducible.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/.+/engine/', pathNot: spec },
      to: {
        pathNot: ['^libs/(quant|rules)/', vocabulary, '^subgraphs/$1/.+/engine/', nouns('$1')],
      },
    },
    {
      name: 'engines-reach-nothing-through-a-noun',
      comment: 'A plain noun that imports a package or a store would be a window through the back wall of the engine.',
      severity: 'error',
      from: { path: engines, pathNot: spec },
      to: {
        reachable: true,
        // Node's own modules have no folder: `fs`.
        path: ['^(?!subgraphs/|libs/quant/|libs/rules/|schema/generated/)', withRole(...roles)],
      },
    },
    // ---- the toolbox and the lake
    {
      name: 'kit-knows-no-domain',
      comment: 'The toolbox knows frameworks and no domain: whoever uses it must not be known to it.',
      severity: 'error',
      from: { path: '^libs/kit/' },
      to: { path: '^(libs|subgraphs|gateway|embedded)/', pathNot: '^libs/kit/' },
    },
    {
      name: 'the-lake-knows-no-domain',
      comment:
        'Bars are read and written for whoever asks: the lake uses the toolbox and the vocabulary, and no subgraph.',
      severity: 'error',
      from: { path: '^libs/lake/' },
      to: { path: '^(libs|subgraphs|gateway|embedded)/', pathNot: '^libs/(lake|kit)/' },
    },
    // ---- the roles in a domain module
    {
      name: 'wire-types-have-shape-only',
      comment:
        'What travels (x.type.ts, x.input.ts) describes and checks shapes: type-graphql, the vocabulary, #kit/graphql, refusals ' +
        'and plain nouns. A type that knew its service or its store could not change without them.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/.+\\.(?:type|input)\\.ts$' },
      to: {
        pathNot: [
          npm('type-graphql', 'graphql-scalars', 'class-validator', 'reflect-metadata', 'zod'),
          vocabulary,
          '^libs/kit/(graphql|errors)/',
          nouns('$1'),
          refusals('$1'),
          '^subgraphs/$1/[^/]+/[a-z0-9-]+\\.(type|input)\\.ts$',
        ],
      },
    },
    {
      name: 'repositories-speak-the-document-port-only',
      comment:
        'A repository is written once, on DocumentCollection, for both stores: it knows its nouns and the ports, no driver, ' +
        'and nobody who calls it.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/.+\\.repository\\.ts$' },
      to: {
        pathNot: [
          nouns('$1'),
          refusals('$1'),
          '^libs/kit/documents/document-[a-z-]+\\.ts$',
          '^libs/kit/(errors|events|identity|ids|time)/',
          vocabulary,
          npm('zod'),
        ],
      },
    },
    {
      name: 'services-know-no-graphql-and-no-driver',
      comment:
        'The story is told without words of GraphQL or of a database: it can be tested with a clock and documents in memory.',
      severity: 'error',
      from: { path: withRole('service') },
      to: {
        path: [
          npm('type-graphql', 'graphql', 'graphql-scalars', 'dataloader', 'express', ...drivers),
          withRole('resolver', 'type', 'input', 'loader'),
        ],
      },
    },
    {
      name: 'services-open-their-own-drawers-only',
      comment:
        "A service reads its own module's repository and engine; what another module has, it asks that module's service for.",
      severity: 'error',
      from: { path: inModule('service') },
      to: { path: [withRole('repository'), engines], pathNot: '^subgraphs/$1/$2/' },
    },
    {
      name: 'resolvers-translate-only',
      comment: 'A resolver turns words of GraphQL into one call of a service: no repository, no engine, no store.',
      severity: 'error',
      from: { path: withRole('resolver') },
      to: {
        path: [
          withRole('repository'),
          engines,
          '^libs/(quant|rules|lake)/',
          '^libs/kit/(documents|events|jobs|config|lifecycle)/',
          npm(...drivers),
        ],
      },
    },
    {
      name: 'resolvers-call-their-own-service',
      comment:
        "A resolver calls its own module's services. admin/ is the exception: it shows every module of its subgraph to an ADMIN.",
      severity: 'error',
      from: { path: inModule('resolver'), pathNot: '^subgraphs/[^/]+/admin/' },
      to: { path: withRole('service'), pathNot: '^subgraphs/$1/$2/' },
    },
    {
      name: 'modules-do-not-know-the-wiring',
      comment:
        'composition.ts, main.ts and config.ts put the modules together; a module that knew them could not be put together otherwise.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/[^/]+/' },
      to: { path: '^subgraphs/[^/]+/(composition|main|config)\\.ts$' },
    },
    // ---- the subgraphs, the gateway and the wiring
    {
      name: 'subgraphs-are-strangers',
      comment:
        'Subgraphs share no code but libs/ and no store but the lake: they meet in the graph, in events and in the lake, so ' +
        'that each can run, change and fail by itself.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^(subgraphs|gateway|embedded)/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'the-gateway-has-no-business',
      comment:
        'The gateway plans and forwards: it knows the toolbox and the vocabulary, no subgraph, no arithmetic and no store.',
      severity: 'error',
      from: { path: '^gateway/' },
      to: {
        path: ['^(libs|subgraphs|embedded)/', npm('type-graphql', ...drivers)],
        pathNot: '^libs/kit/(?!documents/|jobs/|events/)',
      },
    },
    {
      name: 'drivers-stay-behind-their-port',
      comment:
        'Each outside thing has one door: document stores, the broker and workers in libs/kit, DuckDB in libs/lake. Whoever ' +
        'imports a driver elsewhere cannot be run in the other of the two ways.',
      severity: 'error',
      from: { path: '^(libs|schema|subgraphs|gateway|embedded)/', pathNot: ['^libs/(kit|lake)/', spec] },
      to: { path: npm(...drivers) },
    },
    {
      name: 'duckdb-stays-in-the-lake',
      comment: 'Files in the lake are opened in one place, which knows how snapshots are named and kept whole.',
      severity: 'error',
      from: { path: '^libs/kit/', pathNot: spec },
      to: { path: npm('@duckdb/node-api') },
    },
    {
      name: 'the-lake-keeps-bars-only',
      comment: 'Documents have their own port: the lake opens no document store and no broker.',
      severity: 'error',
      from: { path: '^libs/lake/', pathNot: spec },
      to: { path: npm(...documentDrivers, 'rabbitmq-client', 'type-graphql') },
    },
    // ---- all over the house
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'the-product-does-not-need-its-tests',
      comment: 'What runs in production knows neither tests/, bench/ nor client/; a spec may use tests/support.',
      severity: 'error',
      from: { path: '^(libs|schema|subgraphs|gateway|embedded)/', pathNot: spec },
      to: { path: '^(tests|bench|client)/' },
    },
    {
      name: 'specs-use-test-support-only',
      comment: 'A spec beside its subject may use tests/support, and nothing else of tests/, bench/ or client/.',
      severity: 'error',
      from: { path: `^(libs|subgraphs|gateway|embedded)/.*${spec}` },
      to: { path: '^(tests|bench|client)/', pathNot: '^tests/support/' },
    },
    {
      name: 'specs-are-leaves',
      comment: 'Nothing imports a spec: what two of them share belongs to tests/support.',
      severity: 'error',
      from: {},
      to: { path: spec },
    },
    {
      name: 'production-runs-without-dev-dependencies',
      comment:
        'The images are installed without devDependencies, and what package.json does not name may vanish any day.',
      severity: 'error',
      from: { path: '^(libs|schema|subgraphs|gateway|embedded)/', pathNot: [spec, '^gateway/explorer/(app|build)'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that leads nowhere also leads past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Packages are named, not entered; excluding them would blind the rules that forbid them.
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^data/', '^schema/snapshots/', '^gateway/explorer/(dist|public)/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    // `#kit/…` and its like resolve by package.json's `imports`, under the condition `source`.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
