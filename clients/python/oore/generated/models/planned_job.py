from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_status import JobStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.planned_job_matrix import PlannedJobMatrix


T = TypeVar("T", bound="PlannedJob")


@_attrs_define
class PlannedJob:
    """A job that would be made.

    Attributes:
        key (str): Its key in the pipeline file, with the row of its matrix: unique in the build.
        name (str): Its name for people.
        status (JobStatus): The state of a job.
        matrix (PlannedJobMatrix): The row of its matrix; empty without one.
        needs (list[str]): The keys of the jobs that it would wait for.
        runs_on (list[str]): The labels that its runner must have.
        condition (str | Unset): Its `if:`.
        detail (str | Unset): Why it would be in that state.
    """

    key: str
    name: str
    status: JobStatus
    matrix: PlannedJobMatrix
    needs: list[str]
    runs_on: list[str]
    condition: str | Unset = UNSET
    detail: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        status = self.status.value

        matrix = self.matrix.to_dict()

        needs = self.needs

        runs_on = self.runs_on

        condition = self.condition

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "status": status,
                "matrix": matrix,
                "needs": needs,
                "runs_on": runs_on,
            }
        )
        if condition is not UNSET:
            field_dict["condition"] = condition
        if detail is not UNSET:
            field_dict["detail"] = detail

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.planned_job_matrix import PlannedJobMatrix

        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        status = JobStatus(d.pop("status"))

        matrix = PlannedJobMatrix.from_dict(d.pop("matrix"))

        needs = cast(list[str], d.pop("needs"))

        runs_on = cast(list[str], d.pop("runs_on"))

        condition = d.pop("condition", UNSET)

        detail = d.pop("detail", UNSET)

        planned_job = cls(
            key=key,
            name=name,
            status=status,
            matrix=matrix,
            needs=needs,
            runs_on=runs_on,
            condition=condition,
            detail=detail,
        )

        planned_job.additional_properties = d
        return planned_job

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
