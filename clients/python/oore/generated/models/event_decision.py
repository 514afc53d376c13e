from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.outcome import Outcome
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_step import DecisionStep


T = TypeVar("T", bound="EventDecision")


@_attrs_define
class EventDecision:
    """What came of an event, and why.

    Attributes:
        outcome (Outcome): What comes of an event.
        reason (str): The same in one sentence.
        trace (list[DecisionStep]): The rules in the order in which they were looked at; the first that does not match
            ends it.
        advice (list[str] | Unset): What to change so that it is built, in the order in which it is done; empty when it
            is built
            already.
    """

    outcome: Outcome
    reason: str
    trace: list[DecisionStep]
    advice: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        outcome = self.outcome.value

        reason = self.reason

        trace = []
        for trace_item_data in self.trace:
            trace_item = trace_item_data.to_dict()
            trace.append(trace_item)

        advice: list[str] | Unset = UNSET
        if not isinstance(self.advice, Unset):
            advice = self.advice

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "outcome": outcome,
                "reason": reason,
                "trace": trace,
            }
        )
        if advice is not UNSET:
            field_dict["advice"] = advice

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_step import DecisionStep

        d = dict(src_dict)
        outcome = Outcome(d.pop("outcome"))

        reason = d.pop("reason")

        trace = []
        _trace = d.pop("trace")
        for trace_item_data in _trace:
            trace_item = DecisionStep.from_dict(trace_item_data)

            trace.append(trace_item)

        advice = cast(list[str], d.pop("advice", UNSET))

        event_decision = cls(
            outcome=outcome,
            reason=reason,
            trace=trace,
            advice=advice,
        )

        event_decision.additional_properties = d
        return event_decision

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
