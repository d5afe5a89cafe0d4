import { testElsewhere } from "./elsewhere.js";
import { setUp } from "./typing.js";

testElsewhere("zsh", "zsh", {
  command: "zsh -o no_global_rcs -i",
  setUp: { shell: "zsh", script: setUp("zsh") },
  home: { ".zshrc": "PS1='READY> '\nunsetopt beep\nfpath=(~/.zfunc $fpath)\nautoload -Uz compinit\ncompinit -D\n" },
});
