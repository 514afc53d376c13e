from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.attempt_status import AttemptStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="Attempt")


@_attrs_define
class Attempt:
    """One time that a job was given to a runner.

    Attributes:
        attempt (int): Counted from 1.
        status (AttemptStatus): The state of one attempt of a job.
        runner_id (str): Identifies a runner. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        leased_at (datetime.datetime): When the runner was chosen.
        detail (str | Unset): Why it ended as it did.
        started_at (datetime.datetime | Unset): When the runner began.
        finished_at (datetime.datetime | Unset): When it ended.
    """

    attempt: int
    status: AttemptStatus
    runner_id: str
    leased_at: datetime.datetime
    detail: str | Unset = UNSET
    started_at: datetime.datetime | Unset = UNSET
    finished_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attempt = self.attempt

        status = self.status.value

        runner_id = self.runner_id

        leased_at = self.leased_at.isoformat()

        detail = self.detail

        started_at: str | Unset = UNSET
        if not isinstance(self.started_at, Unset):
            started_at = self.started_at.isoformat()

        finished_at: str | Unset = UNSET
        if not isinstance(self.finished_at, Unset):
            finished_at = self.finished_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attempt": attempt,
                "status": status,
                "runner_id": runner_id,
                "leased_at": leased_at,
            }
        )
        if detail is not UNSET:
            field_dict["detail"] = detail
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        attempt = d.pop("attempt")

        status = AttemptStatus(d.pop("status"))

        runner_id = d.pop("runner_id")

        leased_at = datetime.datetime.fromisoformat(d.pop("leased_at"))

        detail = d.pop("detail", UNSET)

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

        attempt = cls(
            attempt=attempt,
            status=status,
            runner_id=runner_id,
            leased_at=leased_at,
            detail=detail,
            started_at=started_at,
            finished_at=finished_at,
        )

        attempt.additional_properties = d
        return attempt

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
