/**
 * A typed client of Oore's API. `generated.ts` follows from the OpenAPI document; what a generator
 * can't write is written here: the client with its token, and a log that is followed over dropped
 * connections.
 */

import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./generated.js";

export { OoreError } from "./error.js";
export { followLog, type FollowOptions, type LogPart } from "./follow.js";
export type * from "./generated.js";
export type { Patience } from "./patience.js";

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
