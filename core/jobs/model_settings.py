"""The models and what may be set for each: one table for the Train page, `--set` and the worker; no torch."""

from __future__ import annotations

import dataclasses

from core.errors import N_, InputError
from core.jobs.captioning import CAPTIONERS, DEFAULT_CAPTIONER
from core.jobs.common_settings import (
    ATTENTION,
    AUTO,
    CLASS_WEIGHTS,
    DROPOUT,
    EMBEDDING_SIZE,
    FREEZE_VECTORS,
    HEADS,
    TEXT,
    TOKENIZER,
    TRAINING,
    VECTORS,
    VOCABULARY,
)
from core.jobs.model_info import ModelInfo, ModelSetting
from core.jobs.specs import CAPTION, TRANSLATION, SettingValue
from core.jobs.specs import TEXT as TEXT_TASK
from core.jobs.translation_settings import DEFAULT_TRANSLATOR, TRANSLATORS

HIDDEN_SIZE = ModelSetting(
    "hidden_size",
    "int",
    64,
    N_("core", "Hidden size"),
    N_("core", "Numbers that the model keeps of what it has read, in each direction."),
    low=2,
    high=1024,
    is_main=True,
)
DIRECTIONS = ModelSetting(
    "is_bidirectional",
    "bool",
    True,
    N_("core", "Read in both directions"),
    N_("core", "A word is then read in the light of what follows too, not only of what went before."),
)
ENCODER = ModelSetting(
    "encoder",
    "choice",
    "lstm",
    N_("core", "Encoder"),
    N_(
        "core",
        "How words are read in context. lstm and gru: word after word. cnn: with their neighbours, faster. "
        "tcn: with neighbours farther away. average: each alone, fastest.",
    ),
    choices=("lstm", "gru", "cnn", "tcn", "average"),
    is_main=True,
)
CONVOLUTIONS = ModelSetting(
    "encoder",
    "choice",
    "cnn",
    N_("core", "Convolutions"),
    N_(
        "core",
        "How a word is read with its neighbours. cnn: 3, 4 and 5 words at once. tcn: in layers that see ever more.",
    ),
    choices=("cnn", "tcn"),
    is_main=True,
)
CHANNELS = ModelSetting(
    "channels",
    "int",
    32,
    N_("core", "Channels"),
    N_("core", "Numbers that each convolution gives for a word."),
    low=1,
    high=256,
)
LINEAR = ModelSetting(
    "is_linear",
    "bool",
    False,
    N_("core", "Exact shares"),
    N_("core", "What each word adds to the decision can then be shown, and the shares add up to it exactly."),
)
LAYERS = ModelSetting(
    "n_layers",
    "int",
    1,
    N_("core", "Layers"),
    N_("core", "How many times every word looks at all others."),
    low=1,
    high=6,
    is_main=True,
)


def _model(
    name: str, title: str, description: str, settings: tuple[ModelSetting, ...], **defaults: SettingValue
) -> ModelInfo:
    """Its own settings and the common ones, with the defaults that suit it; those that matter most come first."""
    own = [dataclasses.replace(setting, default=defaults.get(setting.key, setting.default)) for setting in settings]
    return ModelInfo(name, title, description, tuple(sorted(own, key=lambda setting: not setting.is_main)))


RATIONALES = next(setting for setting in ATTENTION if setting.key == "rationale_weight")
AUTO_TOKENIZER = dataclasses.replace(
    TOKENIZER,
    default=AUTO,
    help=N_("core", "auto: learned pieces of words; with 20,000 labels of Chinese or more, words as in a dictionary."),
    choices=(AUTO, *TOKENIZER.choices),
)
BALANCE = dataclasses.replace(CLASS_WEIGHTS, default=False, is_main=True)

MODELS: dict[str, ModelInfo] = {
    "auto": _model(
        "auto",
        N_("core", "Automatic"),
        N_(
            "core",
            "Attention that learned from all texts, together with word groups as evidence. The best with few labels "
            "and with many: trained in seconds, from 6,000 labels on in minutes. It shows all of its evidence.",
        ),
        (BALANCE, AUTO_TOKENIZER, VOCABULARY, VECTORS, FREEZE_VECTORS, RATIONALES),
    ),
    "logistic": _model(
        "logistic",
        N_("core", "Logistic regression"),
        N_(
            "core",
            "Every group of words or characters speaks for or against a label, and the sum decides. Trained in a "
            "second.",
        ),
        (BALANCE,),
    ),
    "attention-lstm": _model(
        "attention-lstm",
        N_("core", "LSTM with attention"),
        N_("core", "Reads the text in both directions and weighs its words. A good start from some hundred labels on."),
        (ENCODER, HIDDEN_SIZE, DROPOUT, DIRECTIONS, LINEAR, EMBEDDING_SIZE, *TEXT, *TRAINING, *ATTENTION),
    ),
    "hahnn": _model(
        "hahnn",
        N_("core", "Hierarchical attention"),
        N_("core", "Weighs words within sentences, then sentences within the text. For long documents."),
        (CONVOLUTIONS, HIDDEN_SIZE, DROPOUT, CHANNELS, EMBEDDING_SIZE, *TEXT, *TRAINING, *ATTENTION),
        hidden_size=32,
        dropout=0.3,
        word_dropout=0.1,
        consistency=0.0,
        subword_sampling=False,
    ),
    "lstm": _model(
        "lstm",
        N_("core", "LSTM"),
        N_("core", "Reads the text word by word and keeps one impression of it; it cannot say which words counted."),
        (HIDDEN_SIZE, DROPOUT, DIRECTIONS, EMBEDDING_SIZE, *TEXT, *TRAINING),
    ),
    "transformer": _model(
        "transformer",
        N_("core", "Transformer"),
        N_("core", "Every word looks at every other, then the words are weighed. From about a thousand labels on."),
        (LAYERS, HIDDEN_SIZE, DROPOUT, HEADS, EMBEDDING_SIZE, *TEXT, *TRAINING, *ATTENTION),
        learning_rate=1e-3,
    ),
}
DEFAULT_MODEL = "auto"
OF_TASK = {TEXT_TASK: MODELS, TRANSLATION: TRANSLATORS, CAPTION: CAPTIONERS}
DEFAULTS = {TRANSLATION: DEFAULT_TRANSLATOR, CAPTION: DEFAULT_CAPTIONER}
"""By what a project is for."""


def known(name: str, task: str = TEXT_TASK) -> ModelInfo | None:
    """The model of that name for a task, if there is one."""
    return OF_TASK.get(task, {}).get(name)


def find(name: str, task: str = TEXT_TASK) -> ModelInfo:
    """The model of that name for a task; other tasks have their own "auto". InputError lists what there is."""
    models = OF_TASK[task]
    info = models.get(DEFAULTS.get(task, name) if name == DEFAULT_MODEL else name)
    if info is None:
        raise InputError(
            "unknown-model",
            N_("core", "There is no model {name}; there is: {known}."),
            name=name,
            known=", ".join(models),
        )
    return info
