"""Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from collections.abc import Iterable, Iterator


def read_events(pieces: Iterable[bytes]) -> Iterator[tuple[str, str | None, str]]:
    """Kind, id and data of each event. An event without its empty line is not complete."""
    kind, event_id, data = "message", None, []
    for line in read_lines(pieces):
        if not line:
            # Without data it was a comment, which keeps the connection alive.
            if data:
                yield kind, event_id, "\n".join(data)
            kind, event_id, data = "message", None, []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            kind = value
        elif field == "id":
            event_id = value
        elif field == "data":
            data.append(value)


def read_lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of a stream. Only LF and CR end one: `str.splitlines` knows many more, which
    stand unescaped in JSON."""
    rest = b""
    for piece in pieces:
        rest += piece
        # A line's end that is cut in two is made whole before it is looked at.
        held = b"\r" if rest.endswith(b"\r") else b""
        whole = rest.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = whole.split(b"\n")
        rest += held
        yield from (line.decode("utf-8", "replace") for line in lines)
