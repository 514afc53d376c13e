/** The client against a running server: what it prints is compared by the test suite. */

import assert from "node:assert/strict";

import { connect, followLog } from "../src/index.js";

const { OORE_SERVER: server = "", OORE_TOKEN: token = "" } = process.env;
const { OORE_TEST_DROPPING: dropping = "", OORE_TEST_CLONE_URL: clone_url = "" } = process.env;
const oore = connect({ server, token });

const repository = { provider: "github", owner: "acme", repo: "typescript", clone_url } as const;
const created = await oore.POST("/api/repositories", { body: repository });
assert(created.data, JSON.stringify(created.error));
const { id, full_name } = created.data;
console.log("created", created.response.status, full_name);

const listed = await oore.GET("/api/repositories", { params: { query: { q: "typescript" } } });
console.log("listed", listed.data?.items.map((one) => one.full_name).join());

const conflict = await oore.POST("/api/repositories", { body: repository });
assert(conflict.error);
console.log("conflict", conflict.error.status, conflict.error.code);

const path = { id };
const quick = await oore.POST("/api/repositories/{id}/trigger", { params: { path } });
const job = quick.data?.jobs?.[0];
assert(job, JSON.stringify(quick.error));
let log = "";
for await (const part of followLog(oore, job.id)) {
  log += part.text;
  if (part.job_status) console.log("followed", part.job_status);
}
console.log("log", log.split("\n").slice(-3).join("|"));

// The same bytes arrive over connections that are cut, wherever a character is cut with them.
const umlauts = await oore.POST("/api/repositories/{id}/trigger", {
  params: { path },
  body: { branch: "umlauts" },
});
const long = umlauts.data?.jobs?.[0]?.id;
assert(long, JSON.stringify(umlauts.error));
let followed = "";
const pieces: Uint8Array[] = [];
for await (const part of followLog(connect({ server: dropping, token }), long)) {
  followed += part.text;
  pieces.push(part.bytes);
}
const whole = { params: { path: { id: long } }, parseAs: "arrayBuffer" } as const;
const stored = Buffer.from((await oore.GET("/api/jobs/{id}/log", whole)).data as ArrayBuffer);
console.log("same bytes", Buffer.concat(pieces).equals(stored));
console.log("same text", followed === stored.toString("utf8"), followed.includes("\uFFFD"));

const body = { branch: "waiting" };
const waiting = await oore.POST("/api/repositories/{id}/trigger", { params: { path }, body });
assert(waiting.data, JSON.stringify(waiting.error));
const cancel = { params: { path: { id: waiting.data.id } } };
const canceled = await oore.POST("/api/builds/{id}/cancel", cancel);
console.log("canceled", canceled.data?.status);
const ended = { params: { path: { id: job.build_id } } };
const tooLate = await oore.POST("/api/builds/{id}/cancel", ended);
console.log("too late", tooLate.error?.status, tooLate.error?.code);

const stranger = await connect({ server, token: "wrong" }).GET("/api/repositories");
console.log("stranger", stranger.error?.code);

// Mistakes are found before anything is sent.
// @ts-expect-error there is no such provider
await oore.POST("/api/repositories", { body: { ...repository, provider: "sourceforge" } });
// @ts-expect-error there is no such path
await oore.GET("/api/repository");
