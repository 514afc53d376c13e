from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.approval_decision import ApprovalDecision
from ..types import UNSET, Unset

T = TypeVar("T", bound="Approval")


@_attrs_define
class Approval:
    """A decision on a build, or on one of its jobs.

    Attributes:
        decision (ApprovalDecision): What a person said.
        by (str): Who decided.
        commit (str): The commit that they decided about.
        at (datetime.datetime): When.
        job_id (str | Unset): Identifies a job. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        comment (str | Unset): What they said about it.
    """

    decision: ApprovalDecision
    by: str
    commit: str
    at: datetime.datetime
    job_id: str | Unset = UNSET
    comment: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision = self.decision.value

        by = self.by

        commit = self.commit

        at = self.at.isoformat()

        job_id = self.job_id

        comment = self.comment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decision": decision,
                "by": by,
                "commit": commit,
                "at": at,
            }
        )
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        decision = ApprovalDecision(d.pop("decision"))

        by = d.pop("by")

        commit = d.pop("commit")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        job_id = d.pop("job_id", UNSET)

        comment = d.pop("comment", UNSET)

        approval = cls(
            decision=decision,
            by=by,
            commit=commit,
            at=at,
            job_id=job_id,
            comment=comment,
        )

        approval.additional_properties = d
        return approval

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
