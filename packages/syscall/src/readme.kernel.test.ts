import { testSnippets } from "@netns/testing";

testSnippets("README.md", "@netns/syscall");
testSnippets("../../README.md", "@netns/syscall");
