from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.diagnostic import Diagnostic
    from ..models.planned_job import PlannedJob


T = TypeVar("T", bound="PlannedBuild")


@_attrs_define
class PlannedBuild:
    """A build that would be made.

    Attributes:
        jobs (list[PlannedJob]): Its jobs in the order of the file.
        pipeline_name (str | Unset): The name that the pipeline file gives itself.
        error (str | Unset): Why there would be nothing to run; the build would have failed at once.
        diagnostics (list[Diagnostic] | Unset): What is wrong with the pipeline file.
    """

    jobs: list[PlannedJob]
    pipeline_name: str | Unset = UNSET
    error: str | Unset = UNSET
    diagnostics: list[Diagnostic] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        jobs = []
        for jobs_item_data in self.jobs:
            jobs_item = jobs_item_data.to_dict()
            jobs.append(jobs_item)

        pipeline_name = self.pipeline_name

        error = self.error

        diagnostics: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.diagnostics, Unset):
            diagnostics = []
            for diagnostics_item_data in self.diagnostics:
                diagnostics_item = diagnostics_item_data.to_dict()
                diagnostics.append(diagnostics_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobs": jobs,
            }
        )
        if pipeline_name is not UNSET:
            field_dict["pipeline_name"] = pipeline_name
        if error is not UNSET:
            field_dict["error"] = error
        if diagnostics is not UNSET:
            field_dict["diagnostics"] = diagnostics

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.diagnostic import Diagnostic
        from ..models.planned_job import PlannedJob

        d = dict(src_dict)
        jobs = []
        _jobs = d.pop("jobs")
        for jobs_item_data in _jobs:
            jobs_item = PlannedJob.from_dict(jobs_item_data)

            jobs.append(jobs_item)

        pipeline_name = d.pop("pipeline_name", UNSET)

        error = d.pop("error", UNSET)

        _diagnostics = d.pop("diagnostics", UNSET)
        diagnostics: list[Diagnostic] | Unset = UNSET
        if _diagnostics is not UNSET:
            diagnostics = []
            for diagnostics_item_data in _diagnostics:
                diagnostics_item = Diagnostic.from_dict(diagnostics_item_data)

                diagnostics.append(diagnostics_item)

        planned_build = cls(
            jobs=jobs,
            pipeline_name=pipeline_name,
            error=error,
            diagnostics=diagnostics,
        )

        planned_build.additional_properties = d
        return planned_build

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
