/** Answers that are no success. */

import type { Problem } from "./generated.js";

/** How much of an answer that no Oore server gives is repeated, in characters. */
const EXCERPT = 200;

/** An answer of the server, or of a proxy before it, that is an error. */
export class OoreError extends Error {
  /** The HTTP status. */
  readonly status: number;
  /** What the server says about it; `code` is stable. Absent when another program answered. */
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined, message: string) {
    super(message);
    this.name = "OoreError";
    this.status = status;
    this.problem = problem;
  }

  /** What an answer of this status says: a problem, or the text of another program. */
  static of(status: number, said: unknown): OoreError {
    if (isProblem(said)) {
      return new OoreError(status, said, said.detail);
    }
    const text = typeof said === "string" ? said : JSON.stringify(said ?? "");
    const excerpt = text.slice(0, EXCERPT);
    const message = `the answer is not one of an Oore server (status ${status}): ${excerpt}`;
    return new OoreError(status, undefined, message);
  }

  /** Whether the same request may succeed later without anybody's doing. */
  get mayPass(): boolean {
    // A fault that the server tells of itself is there again the next time.
    if (this.status === 500 && this.problem !== undefined) {
      return false;
    }
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

function isProblem(said: unknown): said is Problem {
  return typeof said === "object" && said !== null && "code" in said && "detail" in said;
}
