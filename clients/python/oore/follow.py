"""A job's log as it grows, over dropped connections and attempts."""

import base64
import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from .events import read_events
from .generated import AuthenticatedClient
from .generated.models import AttemptStatus, JobStatus, LogEvent, Problem
from .patience import Attempts, Patience

# The server sends a sign of life well within this time, in seconds.
SILENCE = 60.0
# How much of an answer that no Oore server gives is repeated, in characters.
EXCERPT = 200
# What a job is while its log can go on.
GOES_ON = (JobStatus.BLOCKED, JobStatus.QUEUED, JobStatus.RUNNING)


@dataclass(frozen=True)
class LogPart:
    """A piece of a log, or an attempt's end."""

    attempt: int
    """The attempt, counted from 1; 0 of a job that ended without one."""
    offset: int
    """The place of the first byte in the log."""
    end: int
    """The place behind the last byte."""
    data: bytes
    """The output, as the job wrote it; may end within a character."""
    text: str
    """The output as text. A character whose bytes came in two pieces is whole in the later one."""
    status: AttemptStatus | None = None
    """How the attempt ended, in its last part."""
    job_status: JobStatus | None = None
    """What became of the job, in an attempt's last part."""


class FollowError(Exception):
    """The server refused to show the log, or stayed away for too long."""

    def __init__(
        self, message: str, problem: Problem | None = None, status: int | None = None
    ) -> None:
        super().__init__(message)
        self.problem = problem
        """What the server says; none when another program answered, or none."""
        self.status = status
        """The HTTP status, if there was an answer."""

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later without anybody's doing."""
        if self.status == 500 and self.problem is not None:
            # A fault that the server tells of itself is there again the next time.
            return False
        return self.status is None or self.status in (408, 429) or self.status >= 500


def follow_log(
    client: AuthenticatedClient,
    job: str,
    *,
    attempt: int | None = None,
    offset: int = 0,
    patience: Patience | None = None,
) -> Iterator[LogPart]:
    """A job's log: what is there, then what comes, until the job has ended.

    Each attempt's last part holds `job_status`; when the job went back to the queue, the next
    attempt follows, unless a certain one was asked for. No byte comes twice, and none is left out,
    also when the connection drops or the server is away for a while. Raises `FollowError` when the
    server refuses, or stays away.
    """
    attempts = Attempts(patience or Patience())
    last: str | None = None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    query = {"offset": offset} | ({} if attempt is None else {"attempt": attempt})
    while True:
        failure: FollowError | None = FollowError(f"the log of job {job} ends before its end")
        try:
            for event_id, event in open_stream(client, job, query, last):
                attempts.succeeded()
                part = read(event, decoder)
                last = event_id or last
                yield part
                if part.job_status is None:
                    continue
                if part.job_status not in GOES_ON or attempt is not None:
                    return
                # The next attempt may be asked for before it begins.
                last = f"{part.attempt + 1}:0"
                failure = None
                break
        except FollowError as error:
            if not error.may_pass:
                raise
            failure = error
        if failure is not None:
            attempts.after_failure(failure)


def open_stream(
    client: AuthenticatedClient, job: str, query: dict[str, int], last: str | None
) -> Iterator[tuple[str | None, LogEvent]]:
    """The events of one connection, behind the event `last` if there is one."""
    url = f"/api/jobs/{quote(job, safe='')}/log/events"
    headers = {} if last is None else {"Last-Event-ID": last}
    http = client.get_httpx_client()
    try:
        with http.stream("GET", url, params=query, headers=headers, timeout=SILENCE) as response:
            if response.status_code != 200:
                raise refusal(response.status_code, response.read())
            for _, event_id, data in read_events(response.iter_bytes()):
                yield event_id, LogEvent.from_dict(json.loads(data))
    except httpx.TransportError as error:
        raise FollowError(f"the connection broke: {error}") from error


def refusal(status: int, body: bytes) -> FollowError:
    """What an answer that is no success says: a problem, or the text of another program."""
    try:
        problem = Problem.from_dict(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError):
        excerpt = body.decode("utf-8", "replace")[:EXCERPT]
        told = f"the answer is not one of an Oore server (status {status}): {excerpt}"
        return FollowError(told, None, status)
    return FollowError(problem.detail, problem, status)


def read(event: LogEvent, decoder: codecs.IncrementalDecoder) -> LogPart:
    """The part that an event tells of."""
    data = base64.b64decode(event.base64) if event.base64 else (event.text or "").encode()
    status, job_status = event.status or None, event.job_status or None
    # At the end of an attempt nothing completes a character any more.
    text = decoder.decode(data, final=job_status is not None)
    if job_status is not None:
        decoder.reset()
    return LogPart(event.attempt, event.offset, event.end, data, text, status, job_status)
