"""The client against a running server: what it prints is compared by the test suite."""

import json
import os
from pathlib import Path

import jsonschema_rs

from oore import AuthenticatedClient, FollowError, follow_log
from oore.events import read_events
from oore.generated.api.build import build_cancel, build_trigger
from oore.generated.api.repo import repo_add, repo_list
from oore.generated.models import Build, Problem, ProviderKind, Repository, RepositoryIn, TriggerIn

server = os.environ["OORE_SERVER"]
oore = AuthenticatedClient(base_url=server, token=os.environ["OORE_TOKEN"])
stranger = AuthenticatedClient(base_url=server, token="wrong")
document = json.loads(
    (Path(__file__).parents[3] / "openapi" / "openapi.json").read_text(encoding="utf-8")
)


def hold_events_against_the_document(path: str, **ids: str) -> int:
    """OpenAPI 3.0 has no words for events: what they must be stands in `x-event`."""
    answer = document["paths"][path]["get"]["responses"]["200"]["content"]["text/event-stream"]
    schema = answer["schema"]["x-event"] | {"components": document["components"]}
    validator = jsonschema_rs.Draft4Validator(schema)
    count = 0
    with oore.get_httpx_client().stream("GET", path.format(**ids)) as response:
        for _, _, data in read_events(response.iter_bytes()):
            validator.validate(json.loads(data))
            count += 1
    return count


body = RepositoryIn(
    provider=ProviderKind.GITHUB,
    owner="acme",
    repo="python",
    clone_url=os.environ["OORE_TEST_CLONE_URL"],
)
created = repo_add.sync_detailed(client=oore, body=body)
repository = created.parsed
assert isinstance(repository, Repository), repository
print("created", created.status_code.value, repository.full_name)

listed = repo_list.sync(client=oore, q="python")
print("listed", ",".join(one.full_name for one in listed.items))

conflict = repo_add.sync(client=oore, body=body)
assert isinstance(conflict, Problem), conflict
print("conflict", conflict.status, conflict.code)

quick = build_trigger.sync(repository.id, client=oore)
assert isinstance(quick, Build), quick
job = quick.jobs[0].id
parts = list(follow_log(oore, job))
print("followed", parts[-1].job_status)
print("log", "|".join("".join(part.text for part in parts).split("\n")[-3:]))

# The same bytes arrive over connections that are cut, wherever a character is cut with them.
umlauts = build_trigger.sync(repository.id, client=oore, body=TriggerIn(branch="umlauts"))
assert isinstance(umlauts, Build), umlauts
long = umlauts.jobs[0].id
dropping = AuthenticatedClient(
    base_url=os.environ["OORE_TEST_DROPPING"], token=os.environ["OORE_TOKEN"]
)
parts = list(follow_log(dropping, long))
stored = oore.get_httpx_client().get(f"/api/jobs/{long}/log").content
text = "".join(part.text for part in parts)
print("same bytes", b"".join(part.data for part in parts) == stored)
print("same text", text == stored.decode(), "\ufffd" in text)

assert hold_events_against_the_document("/api/jobs/{id}/log/events", id=job) > 1
assert hold_events_against_the_document("/api/builds/{id}/events", id=quick.id) > 1

waiting = build_trigger.sync(repository.id, client=oore, body=TriggerIn(branch="waiting"))
assert isinstance(waiting, Build), waiting
canceled = build_cancel.sync(waiting.id, client=oore)
print("canceled", canceled.status)
too_late = build_cancel.sync(quick.id, client=oore)
print("too late", too_late.status, too_late.code)

refused = repo_list.sync(client=stranger)
print("stranger", refused.code)
try:
    list(follow_log(stranger, job))
except FollowError as error:
    print("stranger", error.problem.code)
