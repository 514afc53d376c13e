from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.event_kind import EventKind
from ..models.pull_request_action import PullRequestAction
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.test_event_in_inputs import TestEventInInputs


T = TypeVar("T", bound="TestEventIn")


@_attrs_define
class TestEventIn:
    """An event to be decided without being handled.

    Example:
        {'event': 'push', 'branch': 'topic'}

    Attributes:
        event (EventKind): What happened in a repository.
        branch (str | Unset): The branch that is pushed to or built, or that the pull request comes from; left out, it
            is
            the default branch for `push` and `manual`.
        tag (str | Unset): The tag that is pushed; for `tag` alone, which needs it.
        target (str | Unset): The branch that the pull request goes to; left out, it is the default branch.
        action (PullRequestAction | Unset): What happened to a pull request, in the words of `types:` in a pipeline
            file.
        number (int | Unset): The number of a pull request that is there already. Left out, it is one that is still to
            be
            opened, which is called 0.
        draft (bool | Unset): Whether the pull request is a draft. Default: False.
        fork (bool | Unset): Whether the pull request comes from another repository. Default: False.
        inputs (TestEventInInputs | Unset): Values for the inputs that the pipeline file asks for; for `manual` alone.
        commit (str | Unset): The commit's whole id; left out, it is the newest one of the branch or tag.
    """

    event: EventKind
    branch: str | Unset = UNSET
    tag: str | Unset = UNSET
    target: str | Unset = UNSET
    action: PullRequestAction | Unset = UNSET
    number: int | Unset = UNSET
    draft: bool | Unset = False
    fork: bool | Unset = False
    inputs: TestEventInInputs | Unset = UNSET
    commit: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        event = self.event.value

        branch = self.branch

        tag = self.tag

        target = self.target

        action: str | Unset = UNSET
        if not isinstance(self.action, Unset):
            action = self.action.value

        number = self.number

        draft = self.draft

        fork = self.fork

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        commit = self.commit

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "event": event,
            }
        )
        if branch is not UNSET:
            field_dict["branch"] = branch
        if tag is not UNSET:
            field_dict["tag"] = tag
        if target is not UNSET:
            field_dict["target"] = target
        if action is not UNSET:
            field_dict["action"] = action
        if number is not UNSET:
            field_dict["number"] = number
        if draft is not UNSET:
            field_dict["draft"] = draft
        if fork is not UNSET:
            field_dict["fork"] = fork
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if commit is not UNSET:
            field_dict["commit"] = commit

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.test_event_in_inputs import TestEventInInputs

        d = dict(src_dict)
        event = EventKind(d.pop("event"))

        branch = d.pop("branch", UNSET)

        tag = d.pop("tag", UNSET)

        target = d.pop("target", UNSET)

        _action = d.pop("action", UNSET)
        action: PullRequestAction | Unset
        if isinstance(_action, Unset):
            action = UNSET
        else:
            action = PullRequestAction(_action)

        number = d.pop("number", UNSET)

        draft = d.pop("draft", UNSET)

        fork = d.pop("fork", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: TestEventInInputs | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = TestEventInInputs.from_dict(_inputs)

        commit = d.pop("commit", UNSET)

        test_event_in = cls(
            event=event,
            branch=branch,
            tag=tag,
            target=target,
            action=action,
            number=number,
            draft=draft,
            fork=fork,
            inputs=inputs,
            commit=commit,
        )

        return test_event_in
