"""Following the log of a job over dropped connections."""

import json
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx

from .generated import AuthenticatedClient
from .generated.models import LogEvent, Problem

# How long to wait before a dropped connection is tried again, in seconds.
PAUSE = 1.0
# How often in a row a connection may bring nothing before following gives up.
ATTEMPTS = 5
# The server sends a sign of life well within this time, in seconds.
SILENCE = 60.0


class FollowError(Exception):
    """The server refused to show the log, or the connection broke too often."""

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        super().__init__(message)
        self.problem = problem


def follow_log(client: AuthenticatedClient, job: str) -> Iterator[LogEvent]:
    """The events of a job's log: what is there, then what comes, until the attempt has ended.

    The last one holds `job_status`. A dropped connection is made again where the last event ended.
    """
    http = client.get_httpx_client()
    url = f"/api/jobs/{quote(job, safe='')}/log/events"
    last: str | None = None
    failures = 0
    while failures < ATTEMPTS:
        headers = {} if last is None else {"Last-Event-ID": last}
        try:
            with http.stream("GET", url, headers=headers, timeout=SILENCE) as response:
                if response.status_code != 200:
                    problem = Problem.from_dict(json.loads(response.read()))
                    raise FollowError(problem.detail, problem)
                for kind, event_id, data in read_events(response.iter_lines()):
                    failures = 0
                    last = event_id or last
                    yield LogEvent.from_dict(json.loads(data))
                    if kind == "end":
                        return
        except httpx.TransportError:
            pass
        failures += 1
        time.sleep(PAUSE)
    raise FollowError(f"the log of job {job} broke off {ATTEMPTS} times without anything new")


def read_events(lines: Iterator[str]) -> Iterator[tuple[str, str | None, str]]:
    """Kind, id and data of each server-sent event.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    kind, event_id, data = "message", None, []
    for line in lines:
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
