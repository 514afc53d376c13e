from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.approval_state import ApprovalState
from ..models.build_status import BuildStatus
from ..models.event_kind import EventKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.approval import Approval
    from ..models.build_links import BuildLinks
    from ..models.commit import Commit
    from ..models.diagnostic import Diagnostic
    from ..models.job import Job
    from ..models.pull_request import PullRequest
    from ..models.ref import Ref
    from ..models.status_report import StatusReport


T = TypeVar("T", bound="Build")


@_attrs_define
class Build:
    """What a webhook or a person started.

    Example:
        {'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'number': 42, 'status':
            'succeeded', 'event': 'push', 'ref': {'kind': 'branch', 'name': 'main'}, 'commit': {'sha':
            '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'message': 'Mend the login', 'author': 'Ada'}, 'triggered_by':
            'ada', 'webhook_event_id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'pipeline_name': 'Tests', 'approvals': [{'decision':
            'approved', 'by': 'admin', 'comment': 'Read it, harmless', 'commit': '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070',
            'at': '2026-11-25T09:30:01Z'}], 'created_at': '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z',
            'finished_at': '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'links': {'self':
            'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D', 'repository':
            'https://ci.example.com/api/repositories/01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'events':
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
            'finished_at': '2026-11-25T09:31:13Z'}], 'secrets': [{'name': 'STORE_PASSWORD', 'given': True}]}]}

    Attributes:
        id (str): Identifies a build. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        repository_id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        number (int): Counted from 1 within the repository; never reused.
        status (BuildStatus): The state of a build.
        event (EventKind): What happened in a repository.
        ref (Ref): A branch, a tag or a pull request.
        commit (Commit): A commit, as far as it is known.
        triggered_by (str): Who started it: the sender of the event, or the name of the token.
        created_at (datetime.datetime): When it was made.
        links (BuildLinks): Where more about a build is, as full addresses.
        merge_commit (str | Unset): What merging the pull request gives, where that is built: jobs check it out, and the
            commit
            stays the head, to which states belong.
        pull_request (PullRequest | Unset): A pull or merge request.
        webhook_event_id (str | Unset): Identifies a webhook event. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        rerun_of (str | Unset): Identifies a build. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        pipeline_name (str | Unset): The name that the pipeline file gives itself.
        error (str | Unset): Why there was nothing to run.
        diagnostics (list[Diagnostic] | Unset): What is wrong with the pipeline file.
        approval (ApprovalState | Unset): Where a build stands whose jobs wait for approval.
        approvals (list[Approval] | Unset): What was decided about it and its jobs, oldest first. Only where one build
            is shown.
        cancel_reason (str | Unset): Why it was canceled.
        started_at (datetime.datetime | Unset): When its first job began.
        finished_at (datetime.datetime | Unset): When its last job ended.
        duration_ms (int | Unset): From its first job's beginning to its last job's end.
        jobs (list[Job] | Unset): Its jobs in the order of the file. Only where one build is shown.
        status_reports (list[StatusReport] | Unset): What the provider is told about the commit, while this is the
            newest build of it. Only
            where one build is shown whose repository has an access token.
    """

    id: str
    repository_id: str
    number: int
    status: BuildStatus
    event: EventKind
    ref: Ref
    commit: Commit
    triggered_by: str
    created_at: datetime.datetime
    links: BuildLinks
    merge_commit: str | Unset = UNSET
    pull_request: PullRequest | Unset = UNSET
    webhook_event_id: str | Unset = UNSET
    rerun_of: str | Unset = UNSET
    pipeline_name: str | Unset = UNSET
    error: str | Unset = UNSET
    diagnostics: list[Diagnostic] | Unset = UNSET
    approval: ApprovalState | Unset = UNSET
    approvals: list[Approval] | Unset = UNSET
    cancel_reason: str | Unset = UNSET
    started_at: datetime.datetime | Unset = UNSET
    finished_at: datetime.datetime | Unset = UNSET
    duration_ms: int | Unset = UNSET
    jobs: list[Job] | Unset = UNSET
    status_reports: list[StatusReport] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        repository_id = self.repository_id

        number = self.number

        status = self.status.value

        event = self.event.value

        ref = self.ref.to_dict()

        commit = self.commit.to_dict()

        triggered_by = self.triggered_by

        created_at = self.created_at.isoformat()

        links = self.links.to_dict()

        merge_commit = self.merge_commit

        pull_request: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pull_request, Unset):
            pull_request = self.pull_request.to_dict()

        webhook_event_id = self.webhook_event_id

        rerun_of = self.rerun_of

        pipeline_name = self.pipeline_name

        error = self.error

        diagnostics: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.diagnostics, Unset):
            diagnostics = []
            for diagnostics_item_data in self.diagnostics:
                diagnostics_item = diagnostics_item_data.to_dict()
                diagnostics.append(diagnostics_item)

        approval: str | Unset = UNSET
        if not isinstance(self.approval, Unset):
            approval = self.approval.value

        approvals: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.approvals, Unset):
            approvals = []
            for approvals_item_data in self.approvals:
                approvals_item = approvals_item_data.to_dict()
                approvals.append(approvals_item)

        cancel_reason = self.cancel_reason

        started_at: str | Unset = UNSET
        if not isinstance(self.started_at, Unset):
            started_at = self.started_at.isoformat()

        finished_at: str | Unset = UNSET
        if not isinstance(self.finished_at, Unset):
            finished_at = self.finished_at.isoformat()

        duration_ms = self.duration_ms

        jobs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.jobs, Unset):
            jobs = []
            for jobs_item_data in self.jobs:
                jobs_item = jobs_item_data.to_dict()
                jobs.append(jobs_item)

        status_reports: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.status_reports, Unset):
            status_reports = []
            for status_reports_item_data in self.status_reports:
                status_reports_item = status_reports_item_data.to_dict()
                status_reports.append(status_reports_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "repository_id": repository_id,
                "number": number,
                "status": status,
                "event": event,
                "ref": ref,
                "commit": commit,
                "triggered_by": triggered_by,
                "created_at": created_at,
                "links": links,
            }
        )
        if merge_commit is not UNSET:
            field_dict["merge_commit"] = merge_commit
        if pull_request is not UNSET:
            field_dict["pull_request"] = pull_request
        if webhook_event_id is not UNSET:
            field_dict["webhook_event_id"] = webhook_event_id
        if rerun_of is not UNSET:
            field_dict["rerun_of"] = rerun_of
        if pipeline_name is not UNSET:
            field_dict["pipeline_name"] = pipeline_name
        if error is not UNSET:
            field_dict["error"] = error
        if diagnostics is not UNSET:
            field_dict["diagnostics"] = diagnostics
        if approval is not UNSET:
            field_dict["approval"] = approval
        if approvals is not UNSET:
            field_dict["approvals"] = approvals
        if cancel_reason is not UNSET:
            field_dict["cancel_reason"] = cancel_reason
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if duration_ms is not UNSET:
            field_dict["duration_ms"] = duration_ms
        if jobs is not UNSET:
            field_dict["jobs"] = jobs
        if status_reports is not UNSET:
            field_dict["status_reports"] = status_reports

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.approval import Approval
        from ..models.build_links import BuildLinks
        from ..models.commit import Commit
        from ..models.diagnostic import Diagnostic
        from ..models.job import Job
        from ..models.pull_request import PullRequest
        from ..models.ref import Ref
        from ..models.status_report import StatusReport

        d = dict(src_dict)
        id = d.pop("id")

        repository_id = d.pop("repository_id")

        number = d.pop("number")

        status = BuildStatus(d.pop("status"))

        event = EventKind(d.pop("event"))

        ref = Ref.from_dict(d.pop("ref"))

        commit = Commit.from_dict(d.pop("commit"))

        triggered_by = d.pop("triggered_by")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        links = BuildLinks.from_dict(d.pop("links"))

        merge_commit = d.pop("merge_commit", UNSET)

        _pull_request = d.pop("pull_request", UNSET)
        pull_request: PullRequest | Unset
        if isinstance(_pull_request, Unset):
            pull_request = UNSET
        else:
            pull_request = PullRequest.from_dict(_pull_request)

        webhook_event_id = d.pop("webhook_event_id", UNSET)

        rerun_of = d.pop("rerun_of", UNSET)

        pipeline_name = d.pop("pipeline_name", UNSET)

        error = d.pop("error", UNSET)

        _diagnostics = d.pop("diagnostics", UNSET)
        diagnostics: list[Diagnostic] | Unset = UNSET
        if _diagnostics is not UNSET:
            diagnostics = []
            for diagnostics_item_data in _diagnostics:
                diagnostics_item = Diagnostic.from_dict(diagnostics_item_data)

                diagnostics.append(diagnostics_item)

        _approval = d.pop("approval", UNSET)
        approval: ApprovalState | Unset
        if isinstance(_approval, Unset):
            approval = UNSET
        else:
            approval = ApprovalState(_approval)

        _approvals = d.pop("approvals", UNSET)
        approvals: list[Approval] | Unset = UNSET
        if _approvals is not UNSET:
            approvals = []
            for approvals_item_data in _approvals:
                approvals_item = Approval.from_dict(approvals_item_data)

                approvals.append(approvals_item)

        cancel_reason = d.pop("cancel_reason", UNSET)

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

        _jobs = d.pop("jobs", UNSET)
        jobs: list[Job] | Unset = UNSET
        if _jobs is not UNSET:
            jobs = []
            for jobs_item_data in _jobs:
                jobs_item = Job.from_dict(jobs_item_data)

                jobs.append(jobs_item)

        _status_reports = d.pop("status_reports", UNSET)
        status_reports: list[StatusReport] | Unset = UNSET
        if _status_reports is not UNSET:
            status_reports = []
            for status_reports_item_data in _status_reports:
                status_reports_item = StatusReport.from_dict(status_reports_item_data)

                status_reports.append(status_reports_item)

        build = cls(
            id=id,
            repository_id=repository_id,
            number=number,
            status=status,
            event=event,
            ref=ref,
            commit=commit,
            triggered_by=triggered_by,
            created_at=created_at,
            links=links,
            merge_commit=merge_commit,
            pull_request=pull_request,
            webhook_event_id=webhook_event_id,
            rerun_of=rerun_of,
            pipeline_name=pipeline_name,
            error=error,
            diagnostics=diagnostics,
            approval=approval,
            approvals=approvals,
            cancel_reason=cancel_reason,
            started_at=started_at,
            finished_at=finished_at,
            duration_ms=duration_ms,
            jobs=jobs,
            status_reports=status_reports,
        )

        build.additional_properties = d
        return build

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
