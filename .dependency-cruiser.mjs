/** Who may import whom: arrows point down, and there is no other direction (CONTRIBUTING.md, "Layers"). */

/** Tests, and the folders that hold nothing but what tests use. */
const tests = ["\\.test\\.ts$", "/(fixtures|compat|oracle)/", "^packages/netlink/src/testing/"];

/** What of the monitor's source the page runs as well. */
const portable = "^apps/monitor/src/(topology/|identity-key\\.ts$|stream/(kinds|visible)\\.ts$)";
/** What of core. */
const portableCore = "^packages/core/dist/visible\\.";

/** A package's own source, without its tests. */
const source = (folder) => ({ path: `^${folder}/src/`, pathNot: tests });

/** Everything that a package's source must not reach: all but its own folder and what is named. */
const only = (folder, ...allowed) => ({
  pathNot: [`^${folder}/src/`, ...allowed.map((name) => `^${name}/`), "^node_modules/", "/node_modules/"],
  dependencyTypesNot: ["core"],
});

const layer = (folder, ...allowed) => ({
  name: `${folder.replace("/", "-")}-layer`,
  comment: `${folder} may import ${allowed.length === 0 ? "no other package" : allowed.join(", ")}`,
  severity: "error",
  from: source(folder),
  to: only(folder, ...allowed),
});

export default {
  forbidden: [
    layer("packages/netlink"),
    layer("packages/syscall"),
    layer("packages/rtnetlink", "packages/netlink", "packages/syscall"),
    layer("packages/core", "packages/rtnetlink", "packages/syscall"),
    layer("apps/cli", "packages/core"),
    layer("apps/monitor", "packages/core", "packages/rtnetlink", "apps/monitor/schema"),
    layer("packages/testing"),
    {
      name: "netlink-runs-anywhere",
      comment: "the codec has no dependency, and no Node built-in",
      severity: "error",
      from: source("packages/netlink"),
      to: { dependencyTypes: ["core", "npm", "npm-dev", "npm-peer", "npm-optional"] },
    },
    {
      name: "syscall-koffi-only",
      comment: "the bindings depend on koffi and nothing else",
      severity: "error",
      from: source("packages/syscall"),
      to: { dependencyTypes: ["npm", "npm-dev", "npm-peer", "npm-optional"], pathNot: "/koffi/" },
    },
    {
      name: "monitor-web",
      comment: "the page is its own files, what is portable, and the library that draws; of all else it has types only",
      severity: "error",
      from: { path: "^apps/monitor/web/", pathNot: tests },
      to: {
        pathNot: ["^apps/monitor/web/", portable, portableCore, "/cytoscape(-fcose)?/"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "monitor-topology-runs-anywhere",
      comment:
        "the page runs it too: of all that is elsewhere it has types, and tables and functions that need nothing",
      severity: "error",
      from: { path: portable, pathNot: tests },
      to: { pathNot: [portable, portableCore], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "monitor-stream-without-server",
      comment: "the lines need no server, and neither needs a page",
      severity: "error",
      from: { path: "^apps/monitor/src/(stream|topology)/", pathNot: tests },
      to: { path: "^apps/monitor/(src/serve|web)/" },
    },
    {
      name: "by-name",
      comment:
        "by name, never by a path inside; but for the maps of what ip shows, which are for tests and not published",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/src/", pathNot: "^packages/rtnetlink/src/compat/" },
      to: { path: "^(packages|apps)/", pathNot: "^$1/$2/", dependencyTypes: ["local"] },
    },
    {
      name: "tests-only",
      comment: "@netns/testing is for tests and their configuration",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: [...tests, "^packages/testing/"] },
      to: { path: "^packages/testing/" },
    },
    {
      name: "no-cycles",
      comment: "but among types, and where a link contains a link: peer.ts looks its set up when it is needed",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"], pathNot: "/link/peer\\.ts$" } },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "/dist/"] },
    exclude: { path: ["^(packages|apps)/[^/]+/test-results/"] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types"],
      extensions: [".ts", ".mjs", ".js"],
    },
  },
};
