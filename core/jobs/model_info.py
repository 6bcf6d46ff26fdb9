"""What a setting of a model and a model are to a user: the types of core.jobs.model_settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import N_, InputError
from core.jobs.specs import SettingValue

BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class ModelSetting:
    """One setting of a model. `kind` is int, float, bool, choice or path; low and high are inclusive."""

    key: str
    kind: str
    default: SettingValue
    label: str
    help: str
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    is_main: bool = False

    def parse(self, value: SettingValue) -> SettingValue:
        """The value in its own type; InputError says what would be right."""
        try:
            parsed = self._converted(value)
        except (TypeError, ValueError, KeyError):
            parsed = None
        if parsed is None or not self._allows(parsed):
            raise InputError(
                "bad-setting",
                N_("core", "{key} cannot be {value}; expected {expected}."),
                key=self.key,
                value=value,
                expected=self._expected(),
            )
        return parsed

    def _converted(self, value: SettingValue) -> SettingValue:
        if self.kind == "bool":
            return value if isinstance(value, bool) else BOOLEANS[str(value).strip().lower()]
        if self.kind == "int":
            number = float(value)
            return int(value) if number == int(number) else number
        return float(value) if self.kind == "float" else str(value)

    def _allows(self, value: SettingValue) -> bool:
        if self.kind == "int":
            return isinstance(value, int) and self.low <= value <= self.high
        if self.kind == "float":
            return isinstance(value, float) and self.low <= value <= self.high
        return value in self.choices if self.kind == "choice" else True

    def _expected(self) -> str:
        if self.kind in ("int", "float"):
            return f"{self.low:g} … {self.high:g}"
        return ", ".join(self.choices) if self.kind == "choice" else "true, false"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model as a user chooses it.

    `while_empty` names a setting, and what others begin with as long as that one is empty.
    """

    name: str
    title: str
    description: str
    settings: tuple[ModelSetting, ...]
    while_empty: tuple[str, Mapping[str, SettingValue]] = ("", MappingProxyType({}))

    def defaults(self, given: Mapping[str, SettingValue]) -> dict[str, SettingValue]:
        """What each setting begins with beside the given ones."""
        found = {setting.key: setting.default for setting in self.settings}
        key, others = self.while_empty
        is_empty = bool(key) and not given.get(key, found[key])
        return found | {name: value for name, value in others.items() if is_empty and name in found}

    def resolve(self, given: Mapping[str, SettingValue]) -> dict[str, SettingValue]:
        """Every setting with its value: the given ones checked and converted, the rest at their defaults."""
        known = {setting.key: setting for setting in self.settings}
        for key in given:
            if key not in known:
                raise InputError(
                    "unknown-setting",
                    N_("core", "{model} has no setting {key}; it has: {known}."),
                    model=self.name,
                    key=key,
                    known=", ".join(known),
                )
        values = {**self.defaults(given), **given}
        return {key: setting.parse(values[key]) for key, setting in known.items()}
