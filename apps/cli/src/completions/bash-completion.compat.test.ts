import { testElsewhere } from "./elsewhere.js";
import { setUp } from "./typing.js";

const PACKAGE = "/usr/share/bash-completion/bash_completion";

/** The package loads our file when it is first needed, and completes the lines behind `exec NAME` itself. */
testElsewhere("bash with the package bash-completion", `test -e ${PACKAGE} && bash`, {
  command: "bash --noprofile --rcfile .rc -i",
  setUp: { shell: "bash", script: setUp("bash") },
  home: { ".rc": `PS1='READY> '\nbind 'set bell-style none'\n. ${PACKAGE}\n` },
});
