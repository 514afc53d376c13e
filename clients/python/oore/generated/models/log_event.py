from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.attempt_status import AttemptStatus
from ..models.job_status import JobStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="LogEvent")


@_attrs_define
class LogEvent:
    """A piece of a log, or, as the event `end`, its end.

    Example:
        {'attempt': 1, 'offset': 310, 'end': 322, 'text': 'running 12 t'}

    Attributes:
        attempt (int): The attempt, counted from 1; 0 of a job that ended without one.
        offset (int): The place of the first byte in the log.
        end (int): The place behind the last byte.
        text (str | Unset): The bytes, where they are UTF-8.
        base64 (str | Unset): The bytes in base64, where they are not.
        status (AttemptStatus | Unset): The state of one attempt of a job.
        job_status (JobStatus | Unset): The state of a job.
    """

    attempt: int
    offset: int
    end: int
    text: str | Unset = UNSET
    base64: str | Unset = UNSET
    status: AttemptStatus | Unset = UNSET
    job_status: JobStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        attempt = self.attempt

        offset = self.offset

        end = self.end

        text = self.text

        base64 = self.base64

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        job_status: str | Unset = UNSET
        if not isinstance(self.job_status, Unset):
            job_status = self.job_status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "attempt": attempt,
                "offset": offset,
                "end": end,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if base64 is not UNSET:
            field_dict["base64"] = base64
        if status is not UNSET:
            field_dict["status"] = status
        if job_status is not UNSET:
            field_dict["job_status"] = job_status

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        attempt = d.pop("attempt")

        offset = d.pop("offset")

        end = d.pop("end")

        text = d.pop("text", UNSET)

        base64 = d.pop("base64", UNSET)

        _status = d.pop("status", UNSET)
        status: AttemptStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = AttemptStatus(_status)

        _job_status = d.pop("job_status", UNSET)
        job_status: JobStatus | Unset
        if isinstance(_job_status, Unset):
            job_status = UNSET
        else:
            job_status = JobStatus(_job_status)

        log_event = cls(
            attempt=attempt,
            offset=offset,
            end=end,
            text=text,
            base64=base64,
            status=status,
            job_status=job_status,
        )

        log_event.additional_properties = d
        return log_event

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
