import { expect, test } from "vitest";
import { candidates, parseSearch } from "./resolv-conf.js";

test("the last of search and domain counts; ndots is limited", () => {
  expect(parseSearch("")).toEqual({ domains: [], ndots: 1 });
  expect(parseSearch("domain one.test two.test\nnameserver 192.0.2.1\n")).toEqual({ domains: ["one.test"], ndots: 1 });
  const text = "domain a.test\nsearch b.test c.test # a comment\noptions timeout:1 ndots:99\n; search d.test\n";
  expect(parseSearch(text)).toEqual({ domains: ["b.test", "c.test"], ndots: 15 });
  expect(parseSearch("search .\noptions ndots:2")).toEqual({ domains: [], ndots: 2 });
});

test("short names are asked for along the list first, others last; with a dot at the end never", () => {
  const search = { domains: ["a.test", "b.test"], ndots: 2 };
  expect(candidates("host", search)).toEqual(["host.a.test", "host.b.test", "host"]);
  expect(candidates("one.host", search)).toEqual(["one.host.a.test", "one.host.b.test", "one.host"]);
  expect(candidates("two.one.host", search)).toEqual(["two.one.host", "two.one.host.a.test", "two.one.host.b.test"]);
  expect(candidates("host.", search)).toEqual(["host."]);
});
