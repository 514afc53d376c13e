from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.runner_status import RunnerStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.runner_conflict import RunnerConflict
    from ..models.runner_refusal import RunnerRefusal
    from ..models.running_job import RunningJob


T = TypeVar("T", bound="Runner")


@_attrs_define
class Runner:
    """A machine that runs jobs.

    Example:
        {'id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'name': 'mac-mini', 'local': False, 'labels': ['arm64', 'macos',
            'signing'], 'status': 'online', 'version': '0.1.0', 'capacity': 2, 'running': [{'id':
            '01KAW03H5Q7W9E2R4T6Y8A0S1D', 'build_id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'key': 'test', 'started_at':
            '2026-11-25T09:30:02Z'}], 'repositories': ['01KAVZ3D5Q7W9E2R4T6Y8A0S1D'], 'runs_forks': False, 'last_seen_at':
            '2026-11-25T09:29:58Z', 'created_at': '2026-11-20T08:00:00Z'}

    Attributes:
        id (str): Identifies a runner. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str): Its name; unique.
        local (bool): Whether the server starts it on its own machine.
        labels (list[str]): Everything that a job may ask of it, given and reported.
        status (RunnerStatus): The state of a runner.
        capacity (int): How many jobs it runs at once, as it reported; 0 before it was ever connected.
        running (list[RunningJob]): The jobs that it has.
        runs_forks (bool): Whether it takes jobs of pull requests from forks, whose commands are strangers'.
        created_at (datetime.datetime): When it was registered.
        version (str | Unset): Its program's version, as it reported.
        repositories (list[str] | Unset): The repositories whose jobs it takes; absent: all.
        conflict (RunnerConflict | Unset): Two processes that used one runner's token at once: its machine was copied,
            or the token was
            taken.
        refused (RunnerRefusal | Unset): A runner that came and was not let in: its program has another version of the
            protocol, or another
            process uses its token.
        last_seen_at (datetime.datetime | Unset): When it came or went last.
        registration_token (str | Unset): What it gets its token for, once. Shown once, in the answer that made it.
        registration_expires_at (datetime.datetime | Unset): Until when that is good.
    """

    id: str
    name: str
    local: bool
    labels: list[str]
    status: RunnerStatus
    capacity: int
    running: list[RunningJob]
    runs_forks: bool
    created_at: datetime.datetime
    version: str | Unset = UNSET
    repositories: list[str] | Unset = UNSET
    conflict: RunnerConflict | Unset = UNSET
    refused: RunnerRefusal | Unset = UNSET
    last_seen_at: datetime.datetime | Unset = UNSET
    registration_token: str | Unset = UNSET
    registration_expires_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        local = self.local

        labels = self.labels

        status = self.status.value

        capacity = self.capacity

        running = []
        for running_item_data in self.running:
            running_item = running_item_data.to_dict()
            running.append(running_item)

        runs_forks = self.runs_forks

        created_at = self.created_at.isoformat()

        version = self.version

        repositories: list[str] | Unset = UNSET
        if not isinstance(self.repositories, Unset):
            repositories = self.repositories

        conflict: dict[str, Any] | Unset = UNSET
        if not isinstance(self.conflict, Unset):
            conflict = self.conflict.to_dict()

        refused: dict[str, Any] | Unset = UNSET
        if not isinstance(self.refused, Unset):
            refused = self.refused.to_dict()

        last_seen_at: str | Unset = UNSET
        if not isinstance(self.last_seen_at, Unset):
            last_seen_at = self.last_seen_at.isoformat()

        registration_token = self.registration_token

        registration_expires_at: str | Unset = UNSET
        if not isinstance(self.registration_expires_at, Unset):
            registration_expires_at = self.registration_expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "local": local,
                "labels": labels,
                "status": status,
                "capacity": capacity,
                "running": running,
                "runs_forks": runs_forks,
                "created_at": created_at,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version
        if repositories is not UNSET:
            field_dict["repositories"] = repositories
        if conflict is not UNSET:
            field_dict["conflict"] = conflict
        if refused is not UNSET:
            field_dict["refused"] = refused
        if last_seen_at is not UNSET:
            field_dict["last_seen_at"] = last_seen_at
        if registration_token is not UNSET:
            field_dict["registration_token"] = registration_token
        if registration_expires_at is not UNSET:
            field_dict["registration_expires_at"] = registration_expires_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.runner_conflict import RunnerConflict
        from ..models.runner_refusal import RunnerRefusal
        from ..models.running_job import RunningJob

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        local = d.pop("local")

        labels = cast(list[str], d.pop("labels"))

        status = RunnerStatus(d.pop("status"))

        capacity = d.pop("capacity")

        running = []
        _running = d.pop("running")
        for running_item_data in _running:
            running_item = RunningJob.from_dict(running_item_data)

            running.append(running_item)

        runs_forks = d.pop("runs_forks")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        version = d.pop("version", UNSET)

        repositories = cast(list[str], d.pop("repositories", UNSET))

        _conflict = d.pop("conflict", UNSET)
        conflict: RunnerConflict | Unset
        if isinstance(_conflict, Unset):
            conflict = UNSET
        else:
            conflict = RunnerConflict.from_dict(_conflict)

        _refused = d.pop("refused", UNSET)
        refused: RunnerRefusal | Unset
        if isinstance(_refused, Unset):
            refused = UNSET
        else:
            refused = RunnerRefusal.from_dict(_refused)

        _last_seen_at = d.pop("last_seen_at", UNSET)
        last_seen_at: datetime.datetime | Unset
        if isinstance(_last_seen_at, Unset):
            last_seen_at = UNSET
        else:
            last_seen_at = datetime.datetime.fromisoformat(_last_seen_at)

        registration_token = d.pop("registration_token", UNSET)

        _registration_expires_at = d.pop("registration_expires_at", UNSET)
        registration_expires_at: datetime.datetime | Unset
        if isinstance(_registration_expires_at, Unset):
            registration_expires_at = UNSET
        else:
            registration_expires_at = datetime.datetime.fromisoformat(
                _registration_expires_at
            )

        runner = cls(
            id=id,
            name=name,
            local=local,
            labels=labels,
            status=status,
            capacity=capacity,
            running=running,
            runs_forks=runs_forks,
            created_at=created_at,
            version=version,
            repositories=repositories,
            conflict=conflict,
            refused=refused,
            last_seen_at=last_seen_at,
            registration_token=registration_token,
            registration_expires_at=registration_expires_at,
        )

        runner.additional_properties = d
        return runner

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
