/** npm start: installs, builds, and shows the netns command on the real kernel, in a sandbox that is gone afterwards. */
import { install, need, root, run, tool } from "./pnpm.mjs";

install();
need("Building", () =>
  tool("turbo", ["run", "build", "--filter=@netns/cli...", "--filter=@netns/testing"], { quiet: true }),
);

const { findSandbox, inSandbox } = await import(`${root}/packages/testing/dist/sandbox.js`);
const sandbox = findSandbox();
if (sandbox.kind === "none") {
  console.error(`\nNo sandbox can be made here: ${sandbox.reason}`);
  process.exit(1);
}
const where = sandbox.kind === "root" ? "private namespaces" : "a user namespace";
console.log(`\nA tour of netns, on this kernel, in ${where} that end with it:\n`);
const [file, ...args] = inSandbox(sandbox.kind, [process.execPath, `${root}/scripts/tour.mjs`]);
process.exitCode = run(file, args);
if (process.exitCode === 0) {
  console.log(`
The host is as it was before. To have netns on your PATH:

  ln -s "${root}/apps/cli/dist/netns.cjs" /usr/local/bin/netns     (or into any folder on it, such as ~/.local/bin)
`);
}
