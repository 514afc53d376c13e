from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.build import Build
    from ..models.job import Job


T = TypeVar("T", bound="BuildEvent")


@_attrs_define
class BuildEvent:
    """A state of a build or of one of its jobs. The event's type is `build`, `job`, or, after the
    build's end, `end`.

        Example:
            {'build': {'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'number': 42,
                'status': 'succeeded', 'event': 'push', 'ref': {'kind': 'branch', 'name': 'main'}, 'commit': {'sha':
                '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'message': 'Mend the login', 'author': 'Ada'}, 'triggered_by':
                'ada', 'webhook_event_id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'pipeline_name': 'Tests', 'created_at':
                '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at': '2026-11-25T09:31:13Z',
                'duration_ms': 71000, 'links': {'self': 'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D',
                'repository': 'https://ci.example.com/api/repositories/01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'events':
                'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D/events', 'webhook_event':
                'https://ci.example.com/api/webhooks/events/01KAW02F5Q7W9E2R4T6Y8A0S1D'}}, 'last': False}

        Attributes:
            last (bool): Whether this is the last event of the stream.
            build (Build | Unset): What a webhook or a person started. Example: {'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D',
                'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'number': 42, 'status': 'succeeded', 'event': 'push', 'ref':
                {'kind': 'branch', 'name': 'main'}, 'commit': {'sha': '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'message':
                'Mend the login', 'author': 'Ada'}, 'triggered_by': 'ada', 'webhook_event_id': '01KAW02F5Q7W9E2R4T6Y8A0S1D',
                'pipeline_name': 'Tests', 'approvals': [{'decision': 'approved', 'by': 'admin', 'comment': 'Read it, harmless',
                'commit': '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'at': '2026-11-25T09:30:01Z'}], 'created_at':
                '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at': '2026-11-25T09:31:13Z',
                'duration_ms': 71000, 'links': {'self': 'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D',
                'repository': 'https://ci.example.com/api/repositories/01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'events':
                'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D/events', 'webhook_event':
                'https://ci.example.com/api/webhooks/events/01KAW02F5Q7W9E2R4T6Y8A0S1D'}, 'jobs': [{'id':
                '01KAW03H5Q7W9E2R4T6Y8A0S1D', 'build_id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'key': 'test', 'name': 'Test', 'status':
                'succeeded', 'attempt': 1, 'matrix': {}, 'needs': [], 'runs_on': ['linux'], 'timeout_ms': 3600000,
                'continue_on_error': False, 'runner_id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'outputs': {'version': '1.4.0'},
                'created_at': '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at':
                '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'steps': [{'index': 0, 'name': 'Test', 'status': 'succeeded',
                'exit_code': 0, 'started_at': '2026-11-25T09:30:03Z', 'finished_at': '2026-11-25T09:31:12Z', 'duration_ms':
                69000, 'log_start': 310, 'log_end': 4096}], 'attempts': [{'attempt': 1, 'status': 'succeeded', 'runner_id':
                '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'leased_at': '2026-11-25T09:30:01Z', 'started_at': '2026-11-25T09:30:02Z',
                'finished_at': '2026-11-25T09:31:13Z'}], 'secrets': [{'name': 'STORE_PASSWORD', 'given': True}]}]}.
            job (Job | Unset): One task of a build on one runner. Example: {'id': '01KAW03H5Q7W9E2R4T6Y8A0S1D', 'build_id':
                '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'key': 'test', 'name': 'Test', 'status': 'succeeded', 'attempt': 1, 'matrix': {},
                'needs': [], 'runs_on': ['linux'], 'timeout_ms': 3600000, 'continue_on_error': False, 'runner_id':
                '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'outputs': {'version': '1.4.0'}, 'created_at': '2026-11-25T09:30:00Z',
                'started_at': '2026-11-25T09:30:02Z', 'finished_at': '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'steps':
                [{'index': 0, 'name': 'Test', 'status': 'succeeded', 'exit_code': 0, 'started_at': '2026-11-25T09:30:03Z',
                'finished_at': '2026-11-25T09:31:12Z', 'duration_ms': 69000, 'log_start': 310, 'log_end': 4096}], 'attempts':
                [{'attempt': 1, 'status': 'succeeded', 'runner_id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'leased_at':
                '2026-11-25T09:30:01Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at': '2026-11-25T09:31:13Z'}],
                'secrets': [{'name': 'STORE_PASSWORD', 'given': True}]}.
    """

    last: bool
    build: Build | Unset = UNSET
    job: Job | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        last = self.last

        build: dict[str, Any] | Unset = UNSET
        if not isinstance(self.build, Unset):
            build = self.build.to_dict()

        job: dict[str, Any] | Unset = UNSET
        if not isinstance(self.job, Unset):
            job = self.job.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "last": last,
            }
        )
        if build is not UNSET:
            field_dict["build"] = build
        if job is not UNSET:
            field_dict["job"] = job

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.build import Build
        from ..models.job import Job

        d = dict(src_dict)
        last = d.pop("last")

        _build = d.pop("build", UNSET)
        build: Build | Unset
        if isinstance(_build, Unset):
            build = UNSET
        else:
            build = Build.from_dict(_build)

        _job = d.pop("job", UNSET)
        job: Job | Unset
        if isinstance(_job, Unset):
            job = UNSET
        else:
            job = Job.from_dict(_job)

        build_event = cls(
            last=last,
            build=build,
            job=job,
        )

        build_event.additional_properties = d
        return build_event

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
