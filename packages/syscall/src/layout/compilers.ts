import { spawnSync } from "node:child_process";

/** A C compiler, and whom its numbers hold for. */
export interface Compiler {
  readonly command: string;
  readonly args: readonly string[];
  readonly arch: "x64" | "arm64";
  readonly libc: "glibc" | "musl";
}

const MULTIARCH = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };

/** This machine's own two, and one for the other machine, whose programs cannot run here: nothing has to run. */
export function compilers(): Compiler[] {
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  const native = { arch, libc: "glibc", args: [] } as const;
  // musl's wrapper leaves out the kernel's headers, which lie beside glibc's; musl's own come first.
  const kernelHeaders = ["-idirafter", "/usr/include", "-idirafter", `/usr/include/${MULTIARCH[arch]}`];
  return [
    { ...native, command: "cc" },
    { ...native, command: "musl-gcc", libc: "musl", args: kernelHeaders },
    arch === "x64"
      ? { ...native, command: "aarch64-linux-gnu-gcc", arch: "arm64" }
      : { ...native, command: "x86_64-linux-gnu-gcc", arch: "x64" },
  ];
}

/** Why a compiler cannot be asked here, in words for people; undefined when it can. */
export function whyNot({ command, args }: Compiler): string | undefined {
  if (process.platform !== "linux") return `this is ${process.platform}`;
  const program = "#include <errno.h>\n#include <linux/version.h>\n";
  const { error, status, stderr } = spawnSync(command, [...args, "-E", "-x", "c", "-o", "/dev/null", "-"], {
    input: program,
    encoding: "utf8",
  });
  if (error !== undefined) return `no ${command} here`;
  return status === 0 ? undefined : `${command} has no headers here: ${stderr.split("\n")[0]}`;
}

/**
 * What a compiler makes of constant expressions, by name: it writes each into its assembly, where a comment catches it,
 * as the kernel's own build does for its assembly code (asm-offsets). So programs for another machine need not run.
 *
 * @param declarations What stands before: #include and the like.
 * @throws Error with what the compiler says, when it does not know something.
 */
export function evaluate(
  { command, args }: Compiler,
  declarations: string,
  expressions: Readonly<Record<string, string>>,
): Map<string, bigint> {
  // In halves, because x86 has no such operand of 64 bits.
  const lines = Object.entries(expressions).map(
    ([name, expression]) => `  VALUE("${name}", (unsigned long long)(${expression}));`,
  );
  const program = `#define _GNU_SOURCE
${declarations}
#define VALUE(name, value) \\
  __asm__ volatile("\\n#= " name " %c0 %c1" :: "i"((int)((value) >> 32)), "i"((int)(value)))
void values(void) {
${lines.join("\n")}
}
`;
  const { status, stdout, stderr } = spawnSync(command, [...args, "-S", "-x", "c", "-o", "-", "-"], {
    input: program,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return new Map(
    [...stdout.matchAll(/^#= (\S+) (-?\d+) (-?\d+)$/gm)].map(([, name = "", high = "", low = ""]) => [
      name,
      (BigInt.asUintN(32, BigInt(high)) << 32n) | BigInt.asUintN(32, BigInt(low)),
    ]),
  );
}

/** All macros whose names begin with E and whose values are plain numbers, as errno.h has them. */
export function errnoMacros({ command, args }: Compiler): Record<string, number> {
  const { stdout } = spawnSync(command, [...args, "-dM", "-E", "-x", "c", "-"], {
    input: "#include <errno.h>\n",
    encoding: "utf8",
  });
  return Object.fromEntries(
    [...stdout.matchAll(/^#define (E[A-Z0-9]+)\s+(\d+)$/gm)].map(([, name = "", value]) => [name, Number(value)]),
  );
}
