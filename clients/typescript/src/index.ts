/**
 * A typed client of Oore's API. `generated.ts` follows from the OpenAPI document; what a generator
 * can't write is written here: the client with its token, and a log that is followed over dropped
 * connections.
 */

import createClient, { type Client } from "openapi-fetch";

import { readEvents } from "./events.js";
import type { JobId, LogEvent, Problem, paths } from "./generated.js";

export type * from "./generated.js";

/** A client with a method for each HTTP method; paths, parameters and bodies are typed. */
export type OoreClient = Client<paths>;

/** Where a server is, and what opens it. */
export interface Connection {
  /** Its address, such as `https://ci.example.com`. */
  server: string;
  /** A token of the server. */
  token: string;
}

/** A client of the server at `server`. */
export function connect({ server, token }: Connection): OoreClient {
  return createClient<paths>({ baseUrl: server, headers: { Authorization: `Bearer ${token}` } });
}

/** An answer of the server that is an error. */
export class OoreError extends Error {
  /** What the server says about it; `code` is stable. */
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "OoreError";
    this.problem = problem;
  }
}

/** How long to wait before a dropped connection is tried again, in milliseconds. */
const PAUSE_MS = 1_000;
/** How often in a row a connection may bring nothing before following gives up. */
const ATTEMPTS = 5;

/**
 * The events of a job's log: what is there, then what comes, until the attempt has ended. The last
 * one holds `job_status`. A dropped connection is made again where the last event ended.
 */
export async function* followLog(client: OoreClient, job: JobId): AsyncGenerator<LogEvent> {
  let last: string | undefined;
  for (let failures = 0; failures < ATTEMPTS; failures += 1) {
    if (failures > 0) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    const params = {
      path: { id: job },
      ...(last === undefined ? {} : { header: { "Last-Event-ID": last } }),
    };
    try {
      const answer = await client.GET("/api/jobs/{id}/log/events", { params, parseAs: "stream" });
      if (answer.error !== undefined) {
        throw new OoreError(answer.error);
      }
      for await (const event of readEvents(answer.data as ReadableStream<Uint8Array>)) {
        failures = 0;
        last = event.id ?? last;
        yield JSON.parse(event.data) as LogEvent;
        if (event.kind === "end") {
          return;
        }
      }
    } catch (error) {
      // `fetch` and its streams tell of a broken connection by a TypeError.
      if (!(error instanceof TypeError)) {
        throw error;
      }
    }
  }
  throw new Error(`the log of job ${job} broke off ${ATTEMPTS} times without anything new`);
}
