"""The models and what may be set for each: one table for the Train page, `--set` and the worker; no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """One model as a user chooses it."""

    name: str
    title: str
    description: str
    settings: tuple[ModelSetting, ...]

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
        return {key: setting.parse(given.get(key, setting.default)) for key, setting in known.items()}


TRAINING = (
    ModelSetting(
        "epochs",
        "int",
        8,
        N_("core", "Epochs at most"),
        N_(
            "core",
            "How often the training texts are read (few texts more often); training ends earlier if it stops helping.",
        ),
        low=1,
        high=500,
        is_main=True,
    ),
    ModelSetting(
        "patience",
        "int",
        5,
        N_("core", "Patience"),
        N_("core", "Epochs without a better result on the validation part before training ends."),
        low=1,
        high=100,
    ),
    ModelSetting(
        "learning_rate",
        "float",
        2e-3,
        N_("core", "Learning rate"),
        N_("core", "The size of a step; smaller is slower and steadier."),
        low=1e-6,
        high=1.0,
    ),
    ModelSetting(
        "weight_decay",
        "float",
        0.01,
        N_("core", "Weight decay"),
        N_("core", "How strongly weights are drawn back to zero."),
        low=0.0,
        high=1.0,
    ),
    ModelSetting(
        "batch_size",
        "int",
        32,
        N_("core", "Batch size"),
        N_("core", "Texts in one step."),
        low=1,
        high=1024,
    ),
    ModelSetting(
        "class_weights",
        "bool",
        True,
        N_("core", "Balance the labels"),
        N_("core", "Rare labels count more, so that they are not overlooked."),
    ),
    ModelSetting(
        "consistency",
        "float",
        1.0,
        N_("core", "Consistency"),
        N_("core", "Each text is read twice, cut into other pieces; how much both must agree. 0: read once, faster."),
        low=0.0,
        high=10.0,
    ),
    ModelSetting(
        "max_tokens",
        "int",
        512,
        N_("core", "Tokens read in training"),
        N_(
            "core",
            "Of a longer text, a different stretch of this length is read in each epoch; predictions read it all.",
        ),
        low=16,
        high=8192,
    ),
)

TEXT = (
    ModelSetting(
        "vocabulary",
        "int",
        8000,
        N_("core", "Vocabulary"),
        N_("core", "How many word pieces the tokenizer learns from the project's texts."),
        low=100,
        high=64000,
    ),
    ModelSetting(
        "warm_start",
        "bool",
        True,
        N_("core", "Learn words from all texts first"),
        N_("core", "Words get a first meaning from the company they keep in all texts, labelled or not."),
    ),
    ModelSetting(
        "vectors",
        "path",
        "",
        N_("core", "Word vectors"),
        N_("core", "A text file of pre-trained word vectors (word2vec or GloVe format) to start from instead."),
    ),
    ModelSetting(
        "subword_sampling",
        "bool",
        True,
        N_("core", "Vary the word pieces"),
        N_("core", "Words are cut into pieces differently in each epoch, which makes more of few labels."),
    ),
    ModelSetting(
        "word_dropout",
        "float",
        0.3,
        N_("core", "Word dropout"),
        N_("core", "The share of words hidden from the model in training, so that it does not lean on single words."),
        low=0.0,
        high=0.9,
    ),
)

ATTENTION_LSTM = (
    ModelSetting(
        "embedding_size",
        "int",
        64,
        N_("core", "Embedding size"),
        N_("core", "Numbers that stand for one word piece."),
        low=2,
        high=1024,
    ),
    ModelSetting(
        "hidden_size",
        "int",
        64,
        N_("core", "Hidden size"),
        N_("core", "Numbers that the LSTM keeps in each direction."),
        low=2,
        high=1024,
        is_main=True,
    ),
    ModelSetting(
        "dropout",
        "float",
        0.5,
        N_("core", "Dropout"),
        N_("core", "The share of numbers hidden in training; more guards small data against learning by heart."),
        low=0.0,
        high=0.9,
        is_main=True,
    ),
)

MODELS: dict[str, ModelInfo] = {
    "attention-lstm": ModelInfo(
        "attention-lstm",
        N_("core", "LSTM with attention"),
        N_("core", "Reads the text in both directions and weighs its words. A good start from some hundred labels on."),
        (*ATTENTION_LSTM, *TEXT, *TRAINING),
    ),
}
DEFAULT_MODEL = "attention-lstm"


def find(name: str) -> ModelInfo:
    """The model of that name ("auto": the default one); InputError lists what there is."""
    info = MODELS.get(DEFAULT_MODEL if name == "auto" else name)
    if info is None:
        raise InputError(
            "unknown-model",
            N_("core", "There is no model {name}; there is: {known}."),
            name=name,
            known=", ".join(MODELS),
        )
    return info
