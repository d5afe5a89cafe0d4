// Empty, but here: only with an assembly file does the compiler accept functions without a body, which go:linkname needs.
