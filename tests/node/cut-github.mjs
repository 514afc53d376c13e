// Cuts GitHub's own description of its API down to the calls that Oore makes, for `prism`:
//
//   npm install --no-save @octokit/openapi
//   node cut-github.mjs node_modules/@octokit/openapi/generated/api.github.com.json > github-api.json
//
// Answers are left out, as only what Oore says is to be held against the description (and the
// published file offers them in a form that refuses GitHub's own media type). Limits that GitHub
// documents in words are added as limits.
import { readFileSync } from "node:fs";

const CALLS = {
  "/repos/{owner}/{repo}/installation": ["get"],
  "/app/installations/{installation_id}/access_tokens": ["post"],
  "/app/hook/deliveries": ["get"],
  "/app/hook/deliveries/{delivery_id}/attempts": ["post"],
  "/repos/{owner}/{repo}/check-runs": ["post"],
  "/repos/{owner}/{repo}/check-runs/{check_run_id}": ["patch"],
  "/repos/{owner}/{repo}/commits/{ref}/check-runs": ["get"],
  "/repos/{owner}/{repo}/statuses/{sha}": ["post"],
  "/repos/{owner}/{repo}/pulls": ["get"],
};

const whole = JSON.parse(readFileSync(process.argv[2], "utf8"));
const kept = { parameters: {}, schemas: {} };

function withoutExamples(node) {
  if (Array.isArray(node)) return node.map(withoutExamples);
  if (node === null || typeof node !== "object") return node;
  const left = Object.entries(node).filter(
    ([name, value]) => !(["example", "examples"].includes(name) && typeof value !== "string" && !value?.type),
  );
  return Object.fromEntries(left.map(([name, value]) => [name, withoutExamples(value)]));
}

function keepReferences(node) {
  if (node === null || typeof node !== "object") return;
  const match = /^#\/components\/(parameters|schemas)\/(.+)$/.exec(node.$ref ?? "");
  if (match && !(match[2] in kept[match[1]])) {
    kept[match[1]][match[2]] = withoutExamples(whole.components[match[1]][match[2]]);
    keepReferences(kept[match[1]][match[2]]);
  }
  for (const value of Object.values(node)) keepReferences(value);
}

const paths = {};
for (const [path, methods] of Object.entries(CALLS)) {
  paths[path] = {};
  for (const method of methods) {
    const { operationId, parameters, requestBody } = withoutExamples(whole.paths[path][method]);
    const responses = { default: { description: "Whatever GitHub answers" } };
    paths[path][method] = { operationId, parameters, requestBody, responses };
    keepReferences(paths[path][method]);
  }
}

function bodyOf(path, method) {
  return paths[path][method].requestBody.content["application/json"].schema;
}

bodyOf("/repos/{owner}/{repo}/statuses/{sha}", "post").properties.description.maxLength = 140;
for (const [path, method] of [
  ["/repos/{owner}/{repo}/check-runs", "post"],
  ["/repos/{owner}/{repo}/check-runs/{check_run_id}", "patch"],
]) {
  const { output } = bodyOf(path, method).properties;
  output.properties.summary.maxLength = 65535;
}

const { openapi, info } = whole;
const { title, version, license } = info;
process.stdout.write(
  JSON.stringify({ openapi, info: { title, version, license }, paths, components: kept }, null, 1) + "\n",
);
