import { testSnippets } from "@netns/testing";

testSnippets("README.md", "@netns/core");
testSnippets("../../README.md", "@netns/core");
