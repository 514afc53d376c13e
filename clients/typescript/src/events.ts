/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** One event of a stream. */
export interface ServerEvent {
  kind: string;
  data: string;
  id: string | undefined;
}

/** The events of a stream, as they come. An event without its empty line is not complete. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event !== undefined) {
          yield event;
        }
      }
    }
  } finally {
    await reader.cancel();
  }
}

/** Undefined for a comment, which keeps the connection alive. */
function parse(block: string): ServerEvent | undefined {
  const event: ServerEvent = { kind: "message", data: "", id: undefined };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event.kind = value ?? "";
    if (field === "id") event.id = value;
    if (field === "data") data.push(value ?? "");
  }
  return data.length === 0 ? undefined : { ...event, data: data.join("\n") };
}
