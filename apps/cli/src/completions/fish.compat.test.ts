import { testElsewhere } from "./elsewhere.js";
import { setUp } from "./typing.js";

testElsewhere("fish", "fish", {
  command: "fish --interactive",
  setUp: { shell: "fish", script: setUp("fish") },
  home: {
    ".config/fish/config.fish":
      "function fish_prompt; echo -n 'READY> '; end\nset -g fish_autosuggestion_enabled 0\nset -g fish_greeting\n",
    // Where this is missing, fish reads all manuals in the background.
    ".local/share/fish/generated_completions/.keep": "",
  },
});
