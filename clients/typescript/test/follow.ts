/** A followed log, part by part, and what ended it; the test suite's server is as bad as any. */

import { connect, followLog, OoreError } from "../src/index.js";

const { OORE_SERVER: server = "", OORE_TOKEN: token = "" } = process.env;
const patience = { firstPauseMs: 1, longestPauseMs: 1, attempts: 3 };

try {
  for await (const part of followLog(connect({ server, token }), "JOB", { patience })) {
    const { attempt, bytes, text, job_status } = part;
    console.log(attempt, bytes.length, ascii(text), job_status ?? "-");
  }
} catch (error) {
  if (!(error instanceof OoreError)) throw error;
  console.log("refused", error.status, error.problem?.code ?? "-", error.message);
}

/** Also letters that nobody sees are seen. */
function ascii(text: string): string {
  const escape = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[^ -~]/g, escape);
}
