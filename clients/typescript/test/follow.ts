/** A followed log, part by part, and what ended it; the test suite's server is as bad as any. */

import { connect, followLog, OoreError } from "../src/index.js";

const { OORE_SERVER: server = "", OORE_TOKEN: token = "" } = process.env;
const patience = { firstPauseMs: 1, longestPauseMs: 1, attempts: 3 };

try {
  for await (const part of followLog(connect({ server, token }), "JOB", { patience })) {
    const { attempt, bytes, text, job_status } = part;
    console.log(attempt, bytes.length, JSON.stringify(text), job_status ?? "");
  }
} catch (error) {
  if (!(error instanceof OoreError)) throw error;
  console.log("refused", error.status, error.problem?.code ?? "", error.message);
}
