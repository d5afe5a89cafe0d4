import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { ServeError } from "../errors.js";

/** Characters. Less can be guessed. */
const SHORTEST = 16;

/**
 * Reads a token: the file's first line.
 *
 * @throws Error with a sentence: it cannot be read, others can read it, there is no token in it.
 */
export function readToken(path: string): string {
  const [token = "", ...more] = readPrivately(path).trimEnd().split("\n");
  if (token === "") throw new ServeError(`there is no token in ${path}: make one with "openssl rand -hex 32"`);
  if (more.length > 0) throw new ServeError(`there is more than one line in ${path}`);
  // token68 of RFC 7235: what may stand behind "Bearer".
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(token)) {
    throw new ServeError(`the token in ${path} is to have letters, digits and any of -._~+/ only`);
  }
  if (token.length < SHORTEST) throw new ServeError(`the token in ${path} is shorter than ${SHORTEST} characters`);
  return token;
}

/** Others may not read it; nor write it, nor may a group. That a group reads it may be meant. */
const FOREIGN = 0o027;

function readPrivately(path: string): string {
  let fd: number;
  try {
    // Of a pipe nobody may hold the other end.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new ServeError(`the token cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    const status = fstatSync(fd);
    if (!status.isFile()) throw new ServeError(`${path} is no file with a token in it`);
    if ((status.mode & FOREIGN) !== 0) {
      throw new ServeError(`others can read or write ${path}, so that its token is no secret: "chmod 600 ${path}"`);
    }
    return readFileSync(fd, "utf8");
  } finally {
    closeSync(fd);
  }
}

/** Who has the token, or a cookie that was made from it, may read. */
export class Gate {
  readonly #token: Buffer;
  readonly #cookie: string;
  readonly #cookieDigest: Buffer;
  readonly #cookieName: string;

  /** @param place Tells servers of one host apart: browsers send a cookie to all ports. */
  constructor(token: string, place: string) {
    this.#token = digest(token);
    // Other servers on the same host see the cookie as well: it opens this process only, and only as long as it runs.
    this.#cookie = createHmac("sha256", randomBytes(32)).update(token).digest("base64url");
    this.#cookieDigest = digest(this.#cookie);
    this.#cookieName = `netns-monitor-${place}`;
  }

  /** The Set-Cookie header for a browser that has shown the token. */
  get setCookie(): string {
    return `${this.#cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  isToken(text: string): boolean {
    return timingSafeEqual(digest(text), this.#token);
  }

  isOpenFor(headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined }): boolean {
    const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
    if (bearer !== undefined && this.isToken(bearer)) return true;
    return this.#cookiesOf(headers.cookie ?? "").some((value) => timingSafeEqual(digest(value), this.#cookieDigest));
  }

  #cookiesOf(header: string): string[] {
    const prefix = `${this.#cookieName}=`;
    const pairs = header.split(";").map((pair) => pair.trim());
    return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
  }
}

/** Digests are as long as each other, whatever they are of. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
