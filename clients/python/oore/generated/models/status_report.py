from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.report_state import ReportState
from ..types import UNSET, Unset

T = TypeVar("T", bound="StatusReport")


@_attrs_define
class StatusReport:
    """A commit's state at the provider.

    Attributes:
        context (str): The name under which the provider shows it.
        state (ReportState): The state that a provider is told.
        is_delivered (bool): Whether the provider has that state.
        attempts (int): How often this state was told in vain.
        changed_at (datetime.datetime): When the state changed.
        last_error (str | Unset): Why it could not be told the last time.
        next_try_at (datetime.datetime | Unset): When it is told next. Absent: the provider has it, or it was given up.
        delivered_at (datetime.datetime | Unset): When the provider took a state last.
    """

    context: str
    state: ReportState
    is_delivered: bool
    attempts: int
    changed_at: datetime.datetime
    last_error: str | Unset = UNSET
    next_try_at: datetime.datetime | Unset = UNSET
    delivered_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        context = self.context

        state = self.state.value

        is_delivered = self.is_delivered

        attempts = self.attempts

        changed_at = self.changed_at.isoformat()

        last_error = self.last_error

        next_try_at: str | Unset = UNSET
        if not isinstance(self.next_try_at, Unset):
            next_try_at = self.next_try_at.isoformat()

        delivered_at: str | Unset = UNSET
        if not isinstance(self.delivered_at, Unset):
            delivered_at = self.delivered_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "context": context,
                "state": state,
                "is_delivered": is_delivered,
                "attempts": attempts,
                "changed_at": changed_at,
            }
        )
        if last_error is not UNSET:
            field_dict["last_error"] = last_error
        if next_try_at is not UNSET:
            field_dict["next_try_at"] = next_try_at
        if delivered_at is not UNSET:
            field_dict["delivered_at"] = delivered_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        context = d.pop("context")

        state = ReportState(d.pop("state"))

        is_delivered = d.pop("is_delivered")

        attempts = d.pop("attempts")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        last_error = d.pop("last_error", UNSET)

        _next_try_at = d.pop("next_try_at", UNSET)
        next_try_at: datetime.datetime | Unset
        if isinstance(_next_try_at, Unset):
            next_try_at = UNSET
        else:
            next_try_at = datetime.datetime.fromisoformat(_next_try_at)

        _delivered_at = d.pop("delivered_at", UNSET)
        delivered_at: datetime.datetime | Unset
        if isinstance(_delivered_at, Unset):
            delivered_at = UNSET
        else:
            delivered_at = datetime.datetime.fromisoformat(_delivered_at)

        status_report = cls(
            context=context,
            state=state,
            is_delivered=is_delivered,
            attempts=attempts,
            changed_at=changed_at,
            last_error=last_error,
            next_try_at=next_try_at,
            delivered_at=delivered_at,
        )

        status_report.additional_properties = d
        return status_report

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
