from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_kind import EventKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.commit import Commit
    from ..models.event_decision import EventDecision
    from ..models.planned_build import PlannedBuild
    from ..models.pull_request import PullRequest
    from ..models.ref import Ref


T = TypeVar("T", bound="TestedEvent")


@_attrs_define
class TestedEvent:
    """What would come of an event. Nothing of it is stored, and nothing was started.

    Example:
        {'event': 'push', 'ref': {'kind': 'branch', 'name': 'topic'}, 'commit': {'sha':
            '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070'}, 'decision': {'outcome': 'ignored', 'reason': 'Not built: branch
            `topic` against `main`: no pattern matches.', 'trace': [{'rule': 'branches', 'matched': False, 'detail': 'branch
            `topic` against `main`: no pattern matches', 'source': {'path': 'oore.yaml', 'line': 4}}], 'advice': ['Add
            `topic` to `on.push.branches` at oore.yaml:4.', 'Push the change: the pipeline file counts as it is in the
            commit that is built.']}}

    Attributes:
        event (EventKind): What happened in a repository.
        ref (Ref): A branch, a tag or a pull request.
        commit (Commit): A commit, as far as it is known.
        decision (EventDecision): What came of an event, and why.
        pull_request (PullRequest | Unset): A pull or merge request.
        build (PlannedBuild | Unset): A build that would be made.
    """

    event: EventKind
    ref: Ref
    commit: Commit
    decision: EventDecision
    pull_request: PullRequest | Unset = UNSET
    build: PlannedBuild | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event.value

        ref = self.ref.to_dict()

        commit = self.commit.to_dict()

        decision = self.decision.to_dict()

        pull_request: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pull_request, Unset):
            pull_request = self.pull_request.to_dict()

        build: dict[str, Any] | Unset = UNSET
        if not isinstance(self.build, Unset):
            build = self.build.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "ref": ref,
                "commit": commit,
                "decision": decision,
            }
        )
        if pull_request is not UNSET:
            field_dict["pull_request"] = pull_request
        if build is not UNSET:
            field_dict["build"] = build

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.commit import Commit
        from ..models.event_decision import EventDecision
        from ..models.planned_build import PlannedBuild
        from ..models.pull_request import PullRequest
        from ..models.ref import Ref

        d = dict(src_dict)
        event = EventKind(d.pop("event"))

        ref = Ref.from_dict(d.pop("ref"))

        commit = Commit.from_dict(d.pop("commit"))

        decision = EventDecision.from_dict(d.pop("decision"))

        _pull_request = d.pop("pull_request", UNSET)
        pull_request: PullRequest | Unset
        if isinstance(_pull_request, Unset):
            pull_request = UNSET
        else:
            pull_request = PullRequest.from_dict(_pull_request)

        _build = d.pop("build", UNSET)
        build: PlannedBuild | Unset
        if isinstance(_build, Unset):
            build = UNSET
        else:
            build = PlannedBuild.from_dict(_build)

        tested_event = cls(
            event=event,
            ref=ref,
            commit=commit,
            decision=decision,
            pull_request=pull_request,
            build=build,
        )

        tested_event.additional_properties = d
        return tested_event

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
