// Opens /docs in Chromium as a person would, and prints what is seen.

import assert from "node:assert/strict";

import { chromium } from "playwright-core";

const { OORE_SERVER: server, OORE_TOKEN: token, OORE_TEST_CHROMIUM, OORE_TEST_PROFILE } = process.env;

const browser = await chromium.launchPersistentContext(OORE_TEST_PROFILE, {
  executablePath: OORE_TEST_CHROMIUM,
  headless: true,
  // Nothing of the browser's own doings: they are not the page's, and must not disturb the test.
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const page = browser.pages()[0] ?? (await browser.newPage());
  const strangers = [];
  const mistakes = [];
  // Whatever is for another host is noted, and doesn't leave this machine.
  await browser.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(`${server}/`) || url.startsWith("data:")) return route.continue();
    strangers.push(url);
    return route.abort();
  });
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") mistakes.push(message.text());
  });

  await page.goto(`${server}/docs`);
  await page.locator(".opblock").first().waitFor();
  const document = await (await fetch(`${server}/openapi.json`)).json();
  const declared = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const shown = await page.locator(".opblock-summary").evaluateAll((rows) =>
    rows.map((row) => {
      const text = (name) => row.querySelector(name).textContent.replaceAll("\u200b", "");
      return `${text(".opblock-summary-method")} ${text(".opblock-summary-path")}`;
    }),
  );
  assert.deepEqual(shown.toSorted(), declared.toSorted());
  console.log("title:", await page.title());
  console.log("all operations are listed");

  const operation = page.locator("#operations-Repo-repo_list");
  const execute = async () => {
    const answered = page.waitForResponse((answer) => answer.url().includes("/api/repositories"));
    await operation.locator(".btn.execute").click();
    await answered;
    return operation.locator(".live-responses-table .response-col_status").last().innerText();
  };
  await operation.locator(".opblock-summary-control").click();
  await operation.locator(".opblock-body").waitFor();
  const isOpen = (await operation.locator(".btn.execute").count()) > 0;
  if (!isOpen) await operation.locator(".try-out__btn").click();
  console.log("without a token:", (await execute()).split("\n")[0]);

  await page.locator(".btn.authorize").first().click();
  await page.locator("#auth-bearer-value").fill(token);
  await page.locator(".auth-btn-wrapper .authorize").first().click();
  await page.locator(".auth-btn-wrapper .btn-done").first().click();
  await operation.locator(".btn.btn-clear").click();
  console.log("with a token:", (await execute()).split("\n")[0]);
  const body = await operation.locator(".live-responses-table .highlight-code").first().innerText();
  console.log("answer:", JSON.stringify(JSON.parse(body.replace("Download", ""))));

  console.log("requests to other hosts:", strangers.length === 0 ? "none" : strangers.join(" "));
  // The browser reports the refusal that was wanted.
  const unexpected = mistakes.filter((mistake) => !mistake.includes("401"));
  console.log("errors:", unexpected.length === 0 ? "none" : unexpected.join("\n"));
} finally {
  await browser.close();
}
