from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.actor_failure import ActorFailure


T = TypeVar("T", bound="Actor")


@_attrs_define
class Actor:
    """One actor of the server's tree.

    Attributes:
        name (str): Its name, with its parent's before it where it is one of many.
        state (str): `running`, `starting`, `stopping` or `restarting`.
        mailbox (int): How many messages wait for it.
        restarts (int): How often it was restarted.
        last_failure (ActorFailure | Unset): A failure of an actor.
    """

    name: str
    state: str
    mailbox: int
    restarts: int
    last_failure: ActorFailure | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        state = self.state

        mailbox = self.mailbox

        restarts = self.restarts

        last_failure: dict[str, Any] | Unset = UNSET
        if not isinstance(self.last_failure, Unset):
            last_failure = self.last_failure.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "state": state,
                "mailbox": mailbox,
                "restarts": restarts,
            }
        )
        if last_failure is not UNSET:
            field_dict["last_failure"] = last_failure

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.actor_failure import ActorFailure

        d = dict(src_dict)
        name = d.pop("name")

        state = d.pop("state")

        mailbox = d.pop("mailbox")

        restarts = d.pop("restarts")

        _last_failure = d.pop("last_failure", UNSET)
        last_failure: ActorFailure | Unset
        if isinstance(_last_failure, Unset):
            last_failure = UNSET
        else:
            last_failure = ActorFailure.from_dict(_last_failure)

        actor = cls(
            name=name,
            state=state,
            mailbox=mailbox,
            restarts=restarts,
            last_failure=last_failure,
        )

        actor.additional_properties = d
        return actor

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
