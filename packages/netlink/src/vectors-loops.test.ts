import { describeVectors } from "./testing/describe-vectors.js";

// Where a page's policy forbids to generate code, the loops decode everything: they have to be as right.
describeVectors({ generate: false });
