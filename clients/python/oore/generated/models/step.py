from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.step_status import StepStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="Step")


@_attrs_define
class Step:
    """One step of a job.

    Attributes:
        index (int): Its place, from 0.
        name (str): Its name, or its script's first line.
        status (StepStatus): The state of a step.
        exit_code (int | Unset): What its script ended with.
        started_at (datetime.datetime | Unset): When it began.
        finished_at (datetime.datetime | Unset): When it ended.
        duration_ms (int | Unset): From its beginning to its end.
        log_start (int | Unset): The first byte of its output in the attempt's log.
        log_end (int | Unset): The byte behind its output in the attempt's log.
        detail (str | Unset): Why it ended as it did, or was skipped.
        summary (str | Unset): The Markdown that it wrote to `OORE_SUMMARY`.
    """

    index: int
    name: str
    status: StepStatus
    exit_code: int | Unset = UNSET
    started_at: datetime.datetime | Unset = UNSET
    finished_at: datetime.datetime | Unset = UNSET
    duration_ms: int | Unset = UNSET
    log_start: int | Unset = UNSET
    log_end: int | Unset = UNSET
    detail: str | Unset = UNSET
    summary: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        index = self.index

        name = self.name

        status = self.status.value

        exit_code = self.exit_code

        started_at: str | Unset = UNSET
        if not isinstance(self.started_at, Unset):
            started_at = self.started_at.isoformat()

        finished_at: str | Unset = UNSET
        if not isinstance(self.finished_at, Unset):
            finished_at = self.finished_at.isoformat()

        duration_ms = self.duration_ms

        log_start = self.log_start

        log_end = self.log_end

        detail = self.detail

        summary = self.summary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "name": name,
                "status": status,
            }
        )
        if exit_code is not UNSET:
            field_dict["exit_code"] = exit_code
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms
        if log_start is not UNSET:
            field_dict["log_start"] = log_start
        if log_end is not UNSET:
            field_dict["log_end"] = log_end
        if detail is not UNSET:
            field_dict["detail"] = detail
        if summary is not UNSET:
            field_dict["summary"] = summary

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        index = d.pop("index")

        name = d.pop("name")

        status = StepStatus(d.pop("status"))

        exit_code = d.pop("exit_code", UNSET)

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

        log_start = d.pop("log_start", UNSET)

        log_end = d.pop("log_end", UNSET)

        detail = d.pop("detail", UNSET)

        summary = d.pop("summary", UNSET)

        step = cls(
            index=index,
            name=name,
            status=status,
            exit_code=exit_code,
            started_at=started_at,
            finished_at=finished_at,
            duration_ms=duration_ms,
            log_start=log_start,
            log_end=log_end,
            detail=detail,
            summary=summary,
        )

        step.additional_properties = d
        return step

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
