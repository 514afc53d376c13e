/** A job's log as it grows, over dropped connections and attempts. */

import type { Client } from "openapi-fetch";

import { OoreError } from "./error.js";
import { readEvents, type ServerEvent } from "./events.js";
import type { JobId, JobStatus, LogEvent, paths } from "./generated.js";
import { Attempts, PATIENCE, type Patience } from "./patience.js";

/** A piece of a log, or an attempt's end. */
export interface LogPart extends Omit<LogEvent, "text" | "base64"> {
  /** The output, as the job wrote it; may end within a character. */
  bytes: Uint8Array;
  /** The output as text. A character whose bytes came in two pieces is whole in the later one. */
  text: string;
}

/** Where to begin, and how long to wait. */
export interface FollowOptions {
  /** Which attempt, and no other; without it the newest and those that follow. */
  attempt?: number;
  /** The first byte that is wanted. */
  offset?: number;
  /** How long to go on when the server is away; about two minutes when left out. */
  patience?: Patience;
}

/** The server sends a sign of life well within this time. */
const SILENCE_MS = 60_000;

/** What a job is while its log can go on. */
const GOES_ON: ReadonlySet<JobStatus> = new Set<JobStatus>(["blocked", "queued", "running"]);

/**
 * A job's log: what is there, then what comes, until the job has ended. Each attempt's last part
 * holds `job_status`; when the job went back to the queue, the next attempt follows. No byte comes
 * twice, and none is left out, also when the connection drops or the server is away for a while.
 *
 * Throws an `OoreError` when the server refuses, and what went wrong last when it stays away.
 */
export async function* followLog(
  client: Client<paths>,
  job: JobId,
  options: FollowOptions = {},
): AsyncGenerator<LogPart> {
  const attempts = new Attempts(options.patience ?? PATIENCE);
  let decoder = new TextDecoder();
  let last: string | undefined;
  for (;;) {
    let failure: unknown = new TypeError(`the log of job ${job} ends before its end`);
    try {
      for await (const event of open(client, job, options, last)) {
        attempts.succeeded();
        const part = read(event, decoder);
        last = event.id ?? last;
        yield part;
        if (part.job_status === undefined) continue;
        if (!GOES_ON.has(part.job_status) || options.attempt !== undefined) return;
        // The next attempt may be asked for before it begins.
        last = `${part.attempt + 1}:0`;
        decoder = new TextDecoder();
        failure = undefined;
        break;
      }
    } catch (error) {
      if (!mayPass(error)) throw error;
      failure = error;
    }
    if (failure !== undefined) await attempts.afterFailure(failure);
  }
}

/** The events of one connection, behind the event `last` if there is one. */
async function* open(
  client: Client<paths>,
  job: JobId,
  { attempt, offset }: FollowOptions,
  last: string | undefined,
): AsyncGenerator<ServerEvent> {
  const query = {
    ...(attempt === undefined ? {} : { attempt }),
    ...(offset === undefined ? {} : { offset }),
  };
  const header = last === undefined ? {} : { "Last-Event-ID": last };
  const silence = new Silence();
  try {
    const answer = await client.GET("/api/jobs/{id}/log/events", {
      params: { path: { id: job }, query, header },
      parseAs: "stream",
      signal: silence.signal,
    });
    if (!answer.response.ok) throw OoreError.of(answer.response.status, answer.error);
    const body = answer.data as ReadableStream<Uint8Array>;
    yield* readEvents(body, () => silence.reset());
  } finally {
    silence.end();
  }
}

/** Ends a request over which nothing comes any more. */
class Silence {
  private readonly controller = new AbortController();
  private timer = this.start();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something came. */
  reset(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private start(): ReturnType<typeof setTimeout> {
    const error = new TypeError(`nothing came for ${SILENCE_MS / 1_000} s`);
    return setTimeout(() => this.controller.abort(error), SILENCE_MS);
  }
}

function read(event: ServerEvent, decoder: TextDecoder): LogPart {
  const { text, base64, ...told } = JSON.parse(event.data) as LogEvent;
  const bytes = base64 === undefined ? new TextEncoder().encode(text ?? "") : decode(base64);
  // At the end of an attempt nothing completes a character any more.
  return { ...told, bytes, text: decoder.decode(bytes, { stream: told.job_status === undefined }) };
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** `fetch` and its streams tell of a broken connection by a TypeError. */
function mayPass(error: unknown): boolean {
  return error instanceof OoreError ? error.mayPass : error instanceof TypeError;
}
