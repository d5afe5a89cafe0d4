import { testSnippets } from "@netns/testing";

testSnippets("README.md", "@netns/rtnetlink");
testSnippets("../../README.md", "@netns/rtnetlink");
// The codec's tests stand alone, without the sandbox; this is the nearest package that knows both.
testSnippets("../netlink/README.md", "@netns/netlink");
testSnippets("../../README.md", "@netns/netlink");
