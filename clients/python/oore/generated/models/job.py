from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_status import JobStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.attempt import Attempt
    from ..models.job_matrix import JobMatrix
    from ..models.job_outputs import JobOutputs
    from ..models.job_secret import JobSecret
    from ..models.step import Step
    from ..models.waiting import Waiting


T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """One task of a build on one runner.

    Example:
        {'id': '01KAW03H5Q7W9E2R4T6Y8A0S1D', 'build_id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'key': 'test', 'name': 'Test',
            'status': 'succeeded', 'attempt': 1, 'matrix': {}, 'needs': [], 'runs_on': ['linux'], 'timeout_ms': 3600000,
            'continue_on_error': False, 'runner_id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'outputs': {'version': '1.4.0'},
            'created_at': '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at':
            '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'steps': [{'index': 0, 'name': 'Test', 'status': 'succeeded',
            'exit_code': 0, 'started_at': '2026-11-25T09:30:03Z', 'finished_at': '2026-11-25T09:31:12Z', 'duration_ms':
            69000, 'log_start': 310, 'log_end': 4096}], 'attempts': [{'attempt': 1, 'status': 'succeeded', 'runner_id':
            '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'leased_at': '2026-11-25T09:30:01Z', 'started_at': '2026-11-25T09:30:02Z',
            'finished_at': '2026-11-25T09:31:13Z'}], 'secrets': [{'name': 'STORE_PASSWORD', 'given': True}]}

    Attributes:
        id (str): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        build_id (str): Identifies a build. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        key (str): Its key in the pipeline file, with the row of its matrix: unique in the build.
        name (str): Its name for people.
        status (JobStatus): The state of a job.
        attempt (int): How often it was given to a runner.
        matrix (JobMatrix): The row of its matrix; empty without one.
        needs (list[str]): The keys of the jobs that it waits for.
        runs_on (list[str]): The labels that its runner must have.
        timeout_ms (int): The longest that it may take.
        continue_on_error (bool): Whether the build may succeed although it fails.
        outputs (JobOutputs): What it gave to the jobs that need it.
        created_at (datetime.datetime): When it was made.
        steps (list[Step]): Its steps, of the newest attempt, in the order in which they run.
        attempts (list[Attempt]): Each time it was given to a runner, oldest first.
        secrets (list[JobSecret]): What became of the secrets that it names, in its newest attempt; empty until it is
            sent to
            its runner.
        environment (str | Unset): What it touches, if it waits for a person before it runs.
        runner_id (str | Unset): Identifies a runner. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        waiting (Waiting | Unset): Why a job has not begun.
        detail (str | Unset): Why it is as it is, where its steps don't tell.
        cancel_reason (str | Unset): Why it is being canceled, or was.
        reused_from (str | Unset): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        started_at (datetime.datetime | Unset): When it began.
        finished_at (datetime.datetime | Unset): When it ended.
        duration_ms (int | Unset): From its beginning to its end.
    """

    id: str
    build_id: str
    key: str
    name: str
    status: JobStatus
    attempt: int
    matrix: JobMatrix
    needs: list[str]
    runs_on: list[str]
    timeout_ms: int
    continue_on_error: bool
    outputs: JobOutputs
    created_at: datetime.datetime
    steps: list[Step]
    attempts: list[Attempt]
    secrets: list[JobSecret]
    environment: str | Unset = UNSET
    runner_id: str | Unset = UNSET
    waiting: Waiting | Unset = UNSET
    detail: str | Unset = UNSET
    cancel_reason: str | Unset = UNSET
    reused_from: str | Unset = UNSET
    started_at: datetime.datetime | Unset = UNSET
    finished_at: datetime.datetime | Unset = UNSET
    duration_ms: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        build_id = self.build_id

        key = self.key

        name = self.name

        status = self.status.value

        attempt = self.attempt

        matrix = self.matrix.to_dict()

        needs = self.needs

        runs_on = self.runs_on

        timeout_ms = self.timeout_ms

        continue_on_error = self.continue_on_error

        outputs = self.outputs.to_dict()

        created_at = self.created_at.isoformat()

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        attempts = []
        for attempts_item_data in self.attempts:
            attempts_item = attempts_item_data.to_dict()
            attempts.append(attempts_item)

        secrets = []
        for secrets_item_data in self.secrets:
            secrets_item = secrets_item_data.to_dict()
            secrets.append(secrets_item)

        environment = self.environment

        runner_id = self.runner_id

        waiting: dict[str, Any] | Unset = UNSET
        if not isinstance(self.waiting, Unset):
            waiting = self.waiting.to_dict()

        detail = self.detail

        cancel_reason = self.cancel_reason

        reused_from = self.reused_from

        started_at: str | Unset = UNSET
        if not isinstance(self.started_at, Unset):
            started_at = self.started_at.isoformat()

        finished_at: str | Unset = UNSET
        if not isinstance(self.finished_at, Unset):
            finished_at = self.finished_at.isoformat()

        duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "build_id": build_id,
                "key": key,
                "name": name,
                "status": status,
                "attempt": attempt,
                "matrix": matrix,
                "needs": needs,
                "runs_on": runs_on,
                "timeout_ms": timeout_ms,
                "continue_on_error": continue_on_error,
                "outputs": outputs,
                "created_at": created_at,
                "steps": steps,
                "attempts": attempts,
                "secrets": secrets,
            }
        )
        if environment is not UNSET:
            field_dict["environment"] = environment
        if runner_id is not UNSET:
            field_dict["runner_id"] = runner_id
        if waiting is not UNSET:
            field_dict["waiting"] = waiting
        if detail is not UNSET:
            field_dict["detail"] = detail
        if cancel_reason is not UNSET:
            field_dict["cancel_reason"] = cancel_reason
        if reused_from is not UNSET:
            field_dict["reused_from"] = reused_from
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.attempt import Attempt
        from ..models.job_matrix import JobMatrix
        from ..models.job_outputs import JobOutputs
        from ..models.job_secret import JobSecret
        from ..models.step import Step
        from ..models.waiting import Waiting

        d = dict(src_dict)
        id = d.pop("id")

        build_id = d.pop("build_id")

        key = d.pop("key")

        name = d.pop("name")

        status = JobStatus(d.pop("status"))

        attempt = d.pop("attempt")

        matrix = JobMatrix.from_dict(d.pop("matrix"))

        needs = cast(list[str], d.pop("needs"))

        runs_on = cast(list[str], d.pop("runs_on"))

        timeout_ms = d.pop("timeout_ms")

        continue_on_error = d.pop("continue_on_error")

        outputs = JobOutputs.from_dict(d.pop("outputs"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = Step.from_dict(steps_item_data)

            steps.append(steps_item)

        attempts = []
        _attempts = d.pop("attempts")
        for attempts_item_data in _attempts:
            attempts_item = Attempt.from_dict(attempts_item_data)

            attempts.append(attempts_item)

        secrets = []
        _secrets = d.pop("secrets")
        for secrets_item_data in _secrets:
            secrets_item = JobSecret.from_dict(secrets_item_data)

            secrets.append(secrets_item)

        environment = d.pop("environment", UNSET)

        runner_id = d.pop("runner_id", UNSET)

        _waiting = d.pop("waiting", UNSET)
        waiting: Waiting | Unset
        if isinstance(_waiting, Unset):
            waiting = UNSET
        else:
            waiting = Waiting.from_dict(_waiting)

        detail = d.pop("detail", UNSET)

        cancel_reason = d.pop("cancel_reason", UNSET)

        reused_from = d.pop("reused_from", UNSET)

        _started_at = d.pop("started_at", UNSET)
        started_at: datetime.datetime | Unset
        if isinstance(_started_at, Unset):
            started_at = UNSET
        else:
            started_at = datetime.datetime.fromisoformat(_started_at)

        _finished_at = d.pop("finished_at", UNSET)
        finished_at: datetime.datetime | Unset
        if isinstance(_finished_at, Unset):
            finished_at = UNSET
        else:
            finished_at = datetime.datetime.fromisoformat(_finished_at)

        duration_ms = d.pop("duration_ms", UNSET)

        job = cls(
            id=id,
            build_id=build_id,
            key=key,
            name=name,
            status=status,
            attempt=attempt,
            matrix=matrix,
            needs=needs,
            runs_on=runs_on,
            timeout_ms=timeout_ms,
            continue_on_error=continue_on_error,
            outputs=outputs,
            created_at=created_at,
            steps=steps,
            attempts=attempts,
            secrets=secrets,
            environment=environment,
            runner_id=runner_id,
            waiting=waiting,
            detail=detail,
            cancel_reason=cancel_reason,
            reused_from=reused_from,
            started_at=started_at,
            finished_at=finished_at,
            duration_ms=duration_ms,
        )

        job.additional_properties = d
        return job

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
