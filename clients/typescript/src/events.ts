/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** One event of a stream. */
export interface ServerEvent {
  kind: string;
  data: string;
  id: string | undefined;
}

/**
 * The events of a stream, as they come. An event without its empty line is not complete. `alive`
 * is called whenever something comes, also a comment, which keeps the connection alive.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  alive: () => void = () => undefined,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      // A line's end that is cut in two is made whole before it is looked at.
      const text = rest + decoder.decode(value, { stream: true });
      const held = text.endsWith("\r") ? "\r" : "";
      const blocks = lines(text.slice(0, text.length - held.length)).split("\n\n");
      rest = (blocks.pop() ?? "") + held;
      for (const event of blocks.map(parse)) {
        if (event !== undefined) yield event;
      }
    }
  } finally {
    // Of a stream that broke this says once more that it did.
    await reader.cancel().catch(() => undefined);
  }
}

function lines(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

/** Undefined for a comment. */
function parse(block: string): ServerEvent | undefined {
  const event: ServerEvent = { kind: "message", data: "", id: undefined };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?([^]*)$/.exec(line) ?? [];
    if (field === "event") event.kind = value ?? "";
    if (field === "id") event.id = value;
    if (field === "data") data.push(value ?? "");
  }
  return data.length === 0 ? undefined : { ...event, data: data.join("\n") };
}
