from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.actor_kind import ActorKind
from ..models.role import Role
from ..models.scope import Scope
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.own_role import OwnRole


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """Who calls, and what they may do.

    Example:
        {'kind': 'person', 'name': 'ann', 'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'token_id':
            '01KAVW2B5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'], 'role': 'developer', 'repositories':
            [{'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'role': 'maintainer'}]}

    Attributes:
        kind (ActorKind): Who did something.
        name (str): The caller's name.
        scopes (list[Scope]): What the token allows; a session allows everything.
        repositories (list[OwnRole]): The roles in single repositories.
        user_id (str | Unset): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        token_id (str | Unset): Identifies an API or runner token. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        session_id (str | Unset): Identifies a session of a browser. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        role (Role | Unset): What a user is trusted with, in one repository or everywhere. Each role has the rights of
            those before it.
        only (list[str] | Unset): The only repositories that the token is for.
    """

    kind: ActorKind
    name: str
    scopes: list[Scope]
    repositories: list[OwnRole]
    user_id: str | Unset = UNSET
    token_id: str | Unset = UNSET
    session_id: str | Unset = UNSET
    role: Role | Unset = UNSET
    only: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        name = self.name

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)

        repositories = []
        for repositories_item_data in self.repositories:
            repositories_item = repositories_item_data.to_dict()
            repositories.append(repositories_item)

        user_id = self.user_id

        token_id = self.token_id

        session_id = self.session_id

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        only: list[str] | Unset = UNSET
        if not isinstance(self.only, Unset):
            only = self.only

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "scopes": scopes,
                "repositories": repositories,
            }
        )
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if token_id is not UNSET:
            field_dict["token_id"] = token_id
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if role is not UNSET:
            field_dict["role"] = role
        if only is not UNSET:
            field_dict["only"] = only

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.own_role import OwnRole

        d = dict(src_dict)
        kind = ActorKind(d.pop("kind"))

        name = d.pop("name")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in _scopes:
            scopes_item = Scope(scopes_item_data)

            scopes.append(scopes_item)

        repositories = []
        _repositories = d.pop("repositories")
        for repositories_item_data in _repositories:
            repositories_item = OwnRole.from_dict(repositories_item_data)

            repositories.append(repositories_item)

        user_id = d.pop("user_id", UNSET)

        token_id = d.pop("token_id", UNSET)

        session_id = d.pop("session_id", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = Role(_role)

        only = cast(list[str], d.pop("only", UNSET))

        me = cls(
            kind=kind,
            name=name,
            scopes=scopes,
            repositories=repositories,
            user_id=user_id,
            token_id=token_id,
            session_id=session_id,
            role=role,
            only=only,
        )

        me.additional_properties = d
        return me

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
